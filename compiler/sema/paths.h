#pragma once

#include <string>
#include <string_view>

namespace sdg::sema {

/// `path` as a process can open it: a relative one starts at the folder of the file that it stands in.
std::string path_beside(std::string_view file, std::string_view path);

/// Whether it is read or written over the network: `hf://`, `s3://`.
bool is_remote(std::string_view path);

}  // namespace sdg::sema
