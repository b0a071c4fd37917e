#include "compiler/source/paths.h"

#include <filesystem>

namespace sdg::source {

std::string path_beside(std::string_view file, std::string_view path) {
  const bool is_absolute = !path.empty() && path.front() == '/';
  const auto slash = file.rfind('/');
  if (is_absolute || path == "-" || slash == std::string_view::npos) return std::string(path);
  return std::string(file.substr(0, slash + 1)) + std::string(path);
}

std::string normal_path(std::string_view path) {
  return std::filesystem::path(path).lexically_normal().generic_string();
}

std::string path_seen_from(std::string_view folder, std::string_view path) {
  const std::filesystem::path whole = std::filesystem::path(path).lexically_normal();
  const auto seen = whole.lexically_relative(std::filesystem::path(folder).lexically_normal());
  return seen.empty() ? whole.generic_string() : seen.generic_string();
}

std::string folder_of(std::string_view file) {
  const auto slash = file.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(file.substr(0, slash));
}

}  // namespace sdg::source
