#include "compiler/plan/file_format.h"

#include <algorithm>

namespace sdg::plan {
namespace {

constexpr FileFormat kFormats[] = {
#define SDG_FILE_FORMAT(name, extensions, reads, writes, doc, example) \
  {name, extensions, Support::reads, Support::writes, doc, example},
#include "compiler/plan/file_formats.def"
};

constexpr FileOption kReadOptions[] = {
#define SDG_READ_OPTION(name, support, kind, formats, type, doc, example) \
  {name, Support::support, OptionKind::kind, formats, type, doc, example},
#include "compiler/plan/file_formats.def"
};

constexpr FileOption kWriteOptions[] = {
#define SDG_WRITE_OPTION(name, support, kind, formats, type, doc, example) \
  {name, Support::support, OptionKind::kind, formats, type, doc, example},
#include "compiler/plan/file_formats.def"
};

std::string_view extension(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  const bool in_name = dot != std::string_view::npos && (slash == std::string_view::npos || slash < dot);
  return in_name ? path.substr(dot + 1) : std::string_view();
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    parts.push_back(words.substr(0, end));
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return parts;
}

bool has_word(std::string_view words, std::string_view word) {
  const auto parts = split_words(words);
  return std::ranges::find(parts, word) != parts.end();
}

std::vector<std::string_view> names_with(Support FileFormat::*ability) {
  std::vector<std::string_view> names;
  for (const FileFormat& format : kFormats) {
    if (format.*ability != Support::Never) names.push_back(format.name);
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

std::span<const FileOption> all_file_options(FileAccess use) {
  return use == FileAccess::Read ? std::span<const FileOption>(kReadOptions) : kWriteOptions;
}

std::vector<const FileOption*> file_options(FileAccess use, const FileFormat& format) {
  std::vector<const FileOption*> options;
  for (const FileOption& option : all_file_options(use)) {
    if (option.formats.empty() || has_word(option.formats, format.name)) options.push_back(&option);
  }
  return options;
}

const FileOption* find_file_option(FileAccess use, const FileFormat& format, std::string_view name) {
  const auto options = file_options(use, format);
  const auto found = std::ranges::find(options, name, &FileOption::name);
  return found == options.end() ? nullptr : *found;
}

std::vector<std::string_view> words_of(const FileOption& option) {
  std::vector<std::string_view> words;
  for (std::string_view part : split_words(option.type)) {
    if (part.size() > 1 && part.front() == '"') words.push_back(part.substr(1, part.size() - 2));
  }
  return words;
}

std::vector<std::string_view> readable_formats() { return names_with(&FileFormat::reads); }
std::vector<std::string_view> writable_formats() { return names_with(&FileFormat::writes); }

}  // namespace sdg::plan
