#include "compiler/plan/pretty_json.h"

#include <cstddef>

namespace sdg::plan {
namespace {

constexpr std::size_t kLineWidth = 110;
constexpr std::size_t kIndent = 2;

void append_pretty(std::string& out, const Value& value, std::size_t indent, std::size_t used);

void append_line_start(std::string& out, std::size_t indent, bool first) {
  out.append(first ? "\n" : ",\n").append(indent, ' ');
}

void append_parts(std::string& out, const Value& value, std::size_t indent) {
  const bool is_list = value.is_list();
  const auto parts = is_list ? value.items() : value.fields();
  out += is_list ? '[' : '{';
  for (std::size_t i = 0; i < parts.size(); ++i) {
    append_line_start(out, indent + kIndent, i == 0);
    const std::size_t line = out.size();
    if (!is_list) {
      append_json(out, Value::string((*value.shape())[i]));
      out += ": ";
    }
    append_pretty(out, parts[i], indent + kIndent, out.size() - line + 1);
  }
  out.append("\n").append(indent, ' ');
  out += is_list ? ']' : '}';
}

/// `used`: bytes that stand on the line already, but for the indentation.
void append_pretty(std::string& out, const Value& value, std::size_t indent, std::size_t used) {
  const std::size_t begin = out.size();
  append_json(out, value);
  const bool breaks = out.size() - begin + indent + used > kLineWidth && (value.is_list() || value.is_record());
  if (!breaks) return;
  out.resize(begin);
  append_parts(out, value, indent);
}

}  // namespace

std::string to_pretty_json(const Value& value) {
  std::string out;
  append_pretty(out, value, 0, 0);
  out += '\n';
  return out;
}

}  // namespace sdg::plan
