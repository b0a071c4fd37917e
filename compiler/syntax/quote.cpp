#include "compiler/syntax/quote.h"

#include <fmt/format.h>

namespace sdg::syntax {

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      default: out += c;
    }
  }
  return out + '"';
}

std::string written(const Name& name) { return name.quoted ? fmt::format("`{}`", name.text) : std::string(name.text); }

}  // namespace sdg::syntax
