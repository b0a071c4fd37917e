#pragma once

#include <string>
#include <string_view>

namespace sdg::source {

/// `path` as a process can open it: a relative one starts at the folder of the file that it stands in.
std::string path_beside(std::string_view file, std::string_view path);

/// Without `.` and `..` where they can be left out: two ways to write one path are one.
std::string normal_path(std::string_view path);

/// `path` as it is seen from `folder`, where both begin at the same place.
std::string path_seen_from(std::string_view folder, std::string_view path);

/// The folder that a file stands in: `.` where its path has none.
std::string folder_of(std::string_view file);

}  // namespace sdg::source
