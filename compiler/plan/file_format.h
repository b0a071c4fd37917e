#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/plan/support.h"

namespace sdg::plan {

/// What rows can be read from and written as. Listed once, in file_formats.def.
struct FileFormat {
  std::string_view name;
  std::string_view extensions;  // with blanks between
  Support reads;
  Support writes;
  std::string_view doc;
  std::string_view example;
};
std::span<const FileFormat> file_formats();

const FileFormat* find_file_format(std::string_view name);
/// By the extension of a path; null where it says nothing.
const FileFormat* format_of_path(std::string_view path);

/// What the value of an option is.
enum class OptionKind : std::uint8_t { Text, Whole, Truth, OneOf, Texts, Names, Columns, Row };

/// What a source or an output may be told by name. Listed once, in file_formats.def.
struct FileOption {
  std::string_view name;
  Support support;
  OptionKind kind;
  std::string_view formats;  // with blanks between; empty: every one
  std::string_view type;     // for people; of OneOf the words themselves
  std::string_view doc;
  std::string_view example;
};
enum class FileAccess : std::uint8_t { Read, Write };
std::span<const FileOption> all_file_options(FileAccess use);
/// The options of a format, in the order of the list.
std::vector<const FileOption*> file_options(FileAccess use, const FileFormat& format);
const FileOption* find_file_option(FileAccess use, const FileFormat& format, std::string_view name);
/// What an option of the kind OneOf may be.
std::vector<std::string_view> words_of(const FileOption& option);

/// Behind the path of an output: the file that says how it was made.
inline constexpr std::string_view kManifestSuffix = ".run.json";

/// The names of all formats that the language reads, or writes.
std::vector<std::string_view> readable_formats();
std::vector<std::string_view> writable_formats();

}  // namespace sdg::plan
