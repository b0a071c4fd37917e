#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sdg::source {

/// Whether a path has one of `* ? [` and no file has that very name.
bool is_glob(const std::string& path);

/// The regular files that a pattern matches, in order of their bytes. `**` is any depth of folders; a name that starts
/// with a dot is matched only by a pattern that does.
std::vector<std::string> expand_glob(const std::string& pattern);

}  // namespace sdg::source
