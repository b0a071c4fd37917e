#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace sdg::cli {

/// What the last of `words`, which may be empty, can become: the words typed behind `sdgc`. A line is a word, or a
/// word, a tab and what it is for; `:pipelines` and `:files` leave it to the shell to offer those.
std::vector<std::string> complete(const ::CLI::App& tree, std::vector<std::string> words);

}  // namespace sdg::cli
