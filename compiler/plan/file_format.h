#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sdg::plan {

enum class Support : std::uint8_t { Now, Later, Never };

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

/// What `read(…)` or an output says by name. Listed there too.
struct RowOption {
  std::string_view name;
  Support support;
  std::string_view type;
  std::string_view doc;
  std::string_view example;
};
std::span<const RowOption> read_options();
std::span<const RowOption> write_options();
/// Null where there is no such option.
const RowOption* find_option(std::span<const RowOption> options, std::string_view name);
/// The names of those that work now.
std::vector<std::string_view> names_now(std::span<const RowOption> options);

const FileFormat* find_file_format(std::string_view name);
/// By the extension of a path; null where it says nothing.
const FileFormat* format_of_path(std::string_view path);

/// The names that can be read, or written, now.
std::vector<std::string_view> readable_formats();
std::vector<std::string_view> writable_formats();

}  // namespace sdg::plan
