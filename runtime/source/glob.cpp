#include "runtime/source/glob.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace sdg::source {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWild = "*?[";
/// Folders within folders: a loop of links ends here.
constexpr int kDeepest = 64;

bool is_wild(std::string_view text) { return text.find_first_of(kWild) != std::string_view::npos; }

/// The walk of one pattern: its parts one after the other, from a folder that is known to be there.
class Expansion {
 public:
  explicit Expansion(const fs::path& pattern) : parts_(pattern.begin(), pattern.end()) {}

  std::vector<std::string> files() {
    walk({}, 0, 0);
    std::ranges::sort(found_);
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  void walk(const fs::path& folder, std::size_t part, int depth) {
    if (depth > kDeepest) return;
    if (part == parts_.size()) return keep(folder);
    const auto& name = parts_[part];
    if (name == "**") {
      walk(folder, part + 1, depth);
      each_entry(folder, "*", [&](const fs::path& entry) {
        if (is_folder(entry)) walk(entry, part, depth + 1);
      });
    } else if (is_wild(name.native())) {
      each_entry(folder, name.native(), [&](const fs::path& entry) { walk(entry, part + 1, depth + 1); });
    } else {
      walk(folder / name, part + 1, depth + 1);
    }
  }

  template <class Visit>
  void each_entry(const fs::path& folder, const std::string& pattern, Visit visit) {
    std::error_code error;
    fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      const auto name = entry->path().filename();
      if (fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0) visit(folder / name);
    }
  }

  static bool is_folder(const fs::path& path) {
    std::error_code error;
    // A link that leads upwards would be walked for ever.
    return fs::is_directory(path, error) && !fs::is_symlink(path, error);
  }

  void keep(const fs::path& path) {
    std::error_code error;
    if (fs::exists(path, error) && !fs::is_directory(path, error)) found_.push_back(path.string());
  }

  std::vector<fs::path> parts_;
  std::vector<std::string> found_;
};

}  // namespace

bool is_glob(const std::string& path) {
  std::error_code error;
  return is_wild(path) && !fs::exists(path, error);
}

std::vector<std::string> expand_glob(const std::string& pattern) { return Expansion(fs::path(pattern)).files(); }

}  // namespace sdg::source
