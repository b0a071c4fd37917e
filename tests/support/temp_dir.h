#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace sdg::test {

/// A folder of its own, deleted with everything in it when the object goes.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  /// Canonical, so that a program that resolves links prints the same path.
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// Writes `text` to a file of the folder, making the folders on the way.
  std::filesystem::path write(std::string_view name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

/// Throws where the file cannot be read or written: a test without its files has nothing to say.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace sdg::test
