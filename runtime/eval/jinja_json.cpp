#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/utf8.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_operators.h"

namespace sdg::eval {
namespace {

/// JSON as Python's `json.dumps` writes it.
class JsonText {
 public:
  JsonText(std::optional<std::int64_t> indent, bool is_for_html, JinjaTrouble& trouble)
      : indent_(indent), is_for_html_(is_for_html), trouble_(trouble) {}

  std::string run(const JinjaValue& value) {
    add(value, 0);
    return std::move(out_);
  }

 private:
  void add(const JinjaValue& value, std::size_t depth) {
    switch (value.kind()) {
      case JinjaKind::None: out_ += "null"; return;
      case JinjaKind::Bool: out_ += value.whole() ? "true" : "false"; return;
      case JinjaKind::Int: out_ += std::to_string(value.whole()); return;
      case JinjaKind::Float: return add_float(value.real());
      case JinjaKind::String: return add_text(value.text());
      case JinjaKind::List:
      case JinjaKind::Tuple: return add_items(*value.elements(), depth);
      case JinjaKind::Dict: return add_entries(value.entries(), depth);
      case JinjaKind::Undefined:
      case JinjaKind::Iterator:
      case JinjaKind::Namespace:
      case JinjaKind::Object: break;
    }
    trouble_.fail(fmt::format("Object of type {} is not JSON serializable", value.type_name()));
  }

  void add_float(double number) {
    const std::string text = represent_float(number);
    out_ += text == "inf" ? "Infinity" : text == "-inf" ? "-Infinity" : text == "nan" ? "NaN" : text;
  }

  void add_items(const JinjaItems& items, std::size_t depth) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      separate(i == 0, depth + 1);
      add(items[i], depth + 1);
    }
    close(items.empty(), depth);
    out_ += ']';
  }

  void add_entries(JinjaEntries entries, std::size_t depth) {
    // Only what is meant for machines is sorted: a person wants the fields as they were made.
    if (is_for_html_) {
      std::ranges::stable_sort(entries,
                               [&](const auto& a, const auto& b) { return is_less(a.first, b.first, trouble_); });
    }
    out_ += '{';
    for (std::size_t i = 0; i < entries.size(); ++i) {
      separate(i == 0, depth + 1);
      add_key(entries[i].first);
      out_ += ": ";
      add(entries[i].second, depth + 1);
    }
    close(entries.empty(), depth);
    out_ += '}';
  }

  void add_key(const JinjaValue& key) {
    if (key.is_string()) return add_text(key.text());
    JsonText inner(std::nullopt, is_for_html_, trouble_);
    add_text(inner.run(key));
  }

  void separate(bool is_first, std::size_t depth) {
    if (!is_first) out_ += indent_ ? "," : ", ";
    if (indent_) new_line(depth);
  }

  void close(bool is_empty, std::size_t depth) {
    if (indent_ && !is_empty) new_line(depth);
  }

  void new_line(std::size_t depth) {
    out_.append("\n").append(static_cast<std::size_t>(std::clamp<std::int64_t>(*indent_, 0, 100)) * depth, ' ');
  }

  void add_text(std::string_view text) {
    out_ += '"';
    for (std::size_t at = 0; at < text.size();) {
      const plan::CodePoint point = plan::decode(text, at);
      add_sign(point.code);
      at += point.size;
    }
    out_ += '"';
  }

  void add_sign(char32_t code) {
    constexpr std::string_view kEscaped = "\"\\\n\r\t\b\f", kLetters = "\"\\nrtbf";
    const auto known = code < 0x80 ? kEscaped.find(static_cast<char>(code)) : std::string_view::npos;
    if (known != std::string_view::npos) {
      out_.append("\\").append(1, kLetters[known]);
    } else if (needs_number(code)) {
      add_number(code);
    } else {
      plan::append_code_point(out_, code);
    }
  }

  bool needs_number(char32_t code) const {
    if (code < 0x20) return true;
    if (!is_for_html_) return false;
    return code > 0x7e ? code != 0x7f : code == U'<' || code == U'>' || code == U'&' || code == U'\'';
  }

  /// Beyond 16 bits as a pair of halves.
  void add_number(char32_t code) {
    const auto number = static_cast<std::uint32_t>(code);
    if (number > 0xffff) {
      out_ +=
          fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + ((number - 0x10000) >> 10), 0xdc00 + ((number - 0x10000) & 0x3ff));
    } else {
      out_ += fmt::format("\\u{:04x}", number);
    }
  }

  std::optional<std::int64_t> indent_;
  bool is_for_html_;
  JinjaTrouble& trouble_;
  std::string out_;
};

}  // namespace

std::string template_json(const JinjaValue& value, std::optional<std::int64_t> indent, bool is_for_html,
                          JinjaTrouble& trouble) {
  return JsonText(indent, is_for_html, trouble).run(value);
}

}  // namespace sdg::eval
