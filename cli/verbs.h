#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace sdg::cli {

/// What the command line asks for. Done once all of it is read, and nothing is wrong with it.
using Action = std::function<int()>;

// Each adds commands to the tree; when one is chosen, it sets `action`.
/// run, test. `command`: the command line as typed, which the store and the manifest remember.
void declare_running_verbs(::CLI::App& tree, Action& action, const std::string& command);
/// check, fmt, dump, …: what can be said of a program without running it.
void declare_program_verbs(::CLI::App& tree, Action& action);
/// explain, version, help, …: what can be said without a program.
void declare_knowing_verbs(::CLI::App& tree, Action& action);

}  // namespace sdg::cli
