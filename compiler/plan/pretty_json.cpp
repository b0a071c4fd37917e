#include "compiler/plan/pretty_json.h"

#include <cstddef>
#include <span>

namespace sdg::plan {
namespace {

constexpr std::size_t kLineWidth = 160;  // a node of a plan on a line, like a row of a table
constexpr std::size_t kIndent = 2;

/// Writes a value that may hold others; how its parts are set apart is the one thing in which the two forms differ.
class PrettyWriter {
 public:
  explicit PrettyWriter(std::string& out) : out_(out) {}

  /// `used`: bytes that stand on the line already.
  void write(const Value& value, std::size_t indent, std::size_t used) {
    const std::size_t begin = out_.size();
    write_on_one_line(value);
    const bool has_parts = value.is_list() || value.is_record();
    if (!has_parts || used + out_.size() - begin <= kLineWidth) return;
    out_.resize(begin);
    write_on_lines(value, indent);
  }

 private:
  void write_on_one_line(const Value& value) {
    if (!value.is_list() && !value.is_record()) return append_json(out_, value);
    write_parts(value, [&](std::size_t i, const Value& part) {
      if (i > 0) out_ += ", ";
      write_name(value, i);
      write_on_one_line(part);
    });
  }

  void write_on_lines(const Value& value, std::size_t indent) {
    const std::size_t inner = indent + kIndent;
    write_parts(value, [&](std::size_t i, const Value& part) {
      out_.append(i == 0 ? "\n" : ",\n").append(inner, ' ');
      const std::size_t line = out_.size() - inner;
      write_name(value, i);
      write(part, inner, out_.size() - line);
      if (i + 1 == parts_of(value).size()) out_.append("\n").append(indent, ' ');
    });
  }

  template <class WritePart>
  void write_parts(const Value& value, WritePart write_part) {
    const auto parts = parts_of(value);
    out_ += value.is_list() ? '[' : '{';
    for (std::size_t i = 0; i < parts.size(); ++i) write_part(i, parts[i]);
    out_ += value.is_list() ? ']' : '}';
  }

  static std::span<const Value> parts_of(const Value& value) {
    return value.is_list() ? value.items() : value.fields();
  }

  void write_name(const Value& value, std::size_t i) {
    if (!value.is_record()) return;
    append_json(out_, Value::string((*value.shape())[i]));
    out_ += ": ";
  }

  std::string& out_;
};

}  // namespace

Value texts_value(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const auto& text : texts) values.push_back(Value::string(text));
  return Value::list(std::move(values));
}

std::string to_pretty_json(const Value& value) {
  std::string out;
  PrettyWriter(out).write(value, 0, 0);
  out += '\n';
  return out;
}

}  // namespace sdg::plan
