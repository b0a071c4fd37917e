#include "cli/environment.h"

#include <cstdlib>
#include <utility>

#include "cli/files.h"
#include "compiler/source/ascii.h"

namespace sdg::cli {

namespace {

/// What stands behind the `=`: quoted as it is between the quotes, bare up to a comment.
std::string value_of(std::string_view text) {
  text = source::trimmed(text);
  if (text.size() > 1 && (text.front() == '"' || text.front() == '\'')) {
    const auto end = text.find(text.front(), 1);
    if (end != std::string_view::npos) return std::string(text.substr(1, end - 1));
  }
  return std::string(source::trimmed(text.substr(0, text.find(" #"))));
}

}  // namespace

Environment::Environment(const std::string& folder) {
  const auto text = read_file(folder + "/.env");
  if (!text) return;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = source::trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(rest.size(), end + 1));
    if (line.starts_with("export ")) line = source::trimmed(line.substr(7));
    const auto equals = line.find('=');
    if (line.empty() || line.front() == '#' || equals == std::string_view::npos) continue;
    from_file_[std::string(source::trimmed(line.substr(0, equals)))] = value_of(line.substr(equals + 1));
  }
}

std::optional<std::string> Environment::operator()(std::string_view name) const {
  const std::string key(name);
  if (const char* value = std::getenv(key.c_str())) return std::string(value);
  const auto found = from_file_.find(key);
  return found == from_file_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace sdg::cli
