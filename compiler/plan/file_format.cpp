#include "compiler/plan/file_format.h"

#include <algorithm>

namespace sdg::plan {
namespace {

constexpr FileFormat kFormats[] = {
#define SDG_FILE_FORMAT(name, extensions, reads, writes, doc, example) \
  {name, extensions, Support::reads, Support::writes, doc, example},
#include "compiler/plan/file_formats.def"
};

constexpr RowOption kReadOptions[] = {
#define SDG_READ_OPTION(name, support, type, doc, example) {name, Support::support, type, doc, example},
#include "compiler/plan/file_formats.def"
};

constexpr RowOption kWriteOptions[] = {
#define SDG_WRITE_OPTION(name, support, type, doc, example) {name, Support::support, type, doc, example},
#include "compiler/plan/file_formats.def"
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
std::span<const RowOption> read_options() { return kReadOptions; }
std::span<const RowOption> write_options() { return kWriteOptions; }

const RowOption* find_option(std::span<const RowOption> options, std::string_view name) {
  const auto found = std::ranges::find(options, name, &RowOption::name);
  return found == options.end() ? nullptr : &*found;
}

std::vector<std::string_view> names_now(std::span<const RowOption> options) {
  std::vector<std::string_view> names;
  for (const RowOption& option : options)
    if (option.support == Support::Now) names.push_back(option.name);
  return names;
}

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
