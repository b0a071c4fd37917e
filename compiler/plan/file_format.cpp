#include "compiler/plan/file_format.h"

#include <algorithm>

namespace sdg::plan {
namespace {

constexpr FileFormat kFormats[] = {
#define SDG_FILE_FORMAT(name, extensions, reads, writes, doc) {name, extensions, Support::reads, Support::writes, doc},
#include "compiler/plan/file_formats.def"
#undef SDG_FILE_FORMAT
};

std::string_view extension(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  const bool in_name = dot != std::string_view::npos && (slash == std::string_view::npos || slash < dot);
  return in_name ? path.substr(dot + 1) : std::string_view();
}

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return false;
}

std::vector<std::string_view> names_with(Support FileFormat::*ability) {
  std::vector<std::string_view> names;
  for (const FileFormat& format : kFormats) {
    if (format.*ability == Support::Now) names.push_back(format.name);
  }
  return names;
}

}  // namespace

std::span<const FileFormat> file_formats() { return kFormats; }

const FileFormat* find_file_format(std::string_view name) {
  const auto* found = std::ranges::find(kFormats, name, &FileFormat::name);
  return found == std::end(kFormats) ? nullptr : found;
}

const FileFormat* format_of_path(std::string_view path) {
  const std::string_view wanted = extension(path);
  if (wanted.empty()) return nullptr;
  const auto* found =
      std::ranges::find_if(kFormats, [&](const FileFormat& format) { return has_word(format.extensions, wanted); });
  return found == std::end(kFormats) ? nullptr : found;
}

std::vector<std::string_view> readable_formats() { return names_with(&FileFormat::reads); }
std::vector<std::string_view> writable_formats() { return names_with(&FileFormat::writes); }

}  // namespace sdg::plan
