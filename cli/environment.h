#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sdg::cli {

/// The process environment, and the `.env` file beside the pipeline behind it.
class Environment {
 public:
  /// Reads `.env` in `folder` if there is one: `NAME=value` lines, `export` and quotes allowed, `#` comments.
  explicit Environment(const std::string& folder);

  std::optional<std::string> operator()(std::string_view name) const;

 private:
  std::unordered_map<std::string, std::string> from_file_;
};

}  // namespace sdg::cli
