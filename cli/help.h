#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace sdg::cli {

/// `sdgc run FILE [options]`
std::string usage_line(const ::CLI::App& verb);

/// What all commands are for, a line each.
std::string overview(const ::CLI::App& tree);

/// What one command takes, and examples of it.
std::string page_of(const ::CLI::App& verb);

/// The commands that people are told of, in the order of the tree.
std::vector<const ::CLI::App*> verbs_of(const ::CLI::App& tree);

/// The command of this name; null where there is none.
const ::CLI::App* find_verb(const ::CLI::App& tree, std::string_view name);

}  // namespace sdg::cli
