#pragma once

#include <string_view>

namespace sdg::source {

/// A file that was put into the program when it was built.
struct EmbeddedFile {
  std::string_view name;  // without its folder
  std::string_view text;
};

}  // namespace sdg::source
