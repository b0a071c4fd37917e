#include "runtime/eval/jinja_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compiler/plan/number_text.h"
#include "compiler/plan/utf8.h"
#include "compiler/source/ascii.h"
#include "runtime/eval/jinja_access.h"
#include "runtime/eval/number_format.h"

namespace sdg::eval {
namespace {

constexpr std::size_t kWidestField = 10'000;
constexpr int kMostPrecise = 400;
constexpr int kDeepestSpec = 2;

/// The digits at the front, taken away.
std::optional<std::size_t> take_count(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && source::is_digit(text[end])) ++end;
  const auto count = plan::parse_int(text.substr(0, end));
  text.remove_prefix(end);
  return count ? std::optional(static_cast<std::size_t>(*count)) : std::nullopt;
}

bool take(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

std::string format_number(const JinjaValue& value, Layout layout) {
  constexpr std::string_view kWholeTypes = "diuxXob";
  const bool as_whole = value.is_whole()
                            ? layout.type == '\0' || kWholeTypes.find(layout.type) != std::string_view::npos
                            : layout.type != '\0' && kWholeTypes.find(layout.type) != std::string_view::npos;
  if (as_whole) {
    const auto number = value.is_whole() ? value.whole() : static_cast<std::int64_t>(std::trunc(value.real()));
    return lay_out_number(layout, number < 0, whole_digits(layout, number));
  }
  std::string digits;
  if (layout.type == '\0' && !layout.precision) {
    digits = represent_float(std::abs(value.real()));
  } else {
    if (layout.type == '\0') layout.type = 'g';
    digits = real_digits(layout, value.real());
  }
  return lay_out_number(layout, std::signbit(value.real()), std::move(digits));
}

/// `%(name)-08.3f`, piece by piece.
class PercentFormat {
 public:
  PercentFormat(std::string_view rest, const JinjaArguments& arguments, JinjaTrouble& trouble)
      : rest_(rest), arguments_(arguments), trouble_(trouble) {}

  std::string run() {
    std::string out;
    while (!trouble_.failed()) {
      if (out.size() > kMostText) trouble_.fail("the text is too large");
      const auto sign = rest_.find('%');
      out += rest_.substr(0, sign);
      if (sign == std::string_view::npos) break;
      rest_.remove_prefix(sign + 1);
      out += conversion();
    }
    if (arguments_.names.empty() && next_ < arguments_.places.size()) {
      trouble_.fail("not all arguments converted during string formatting");
    }
    return out;
  }

 private:
  std::string conversion() {
    if (take(rest_, '%')) return "%";
    std::optional<JinjaValue> value;
    if (take(rest_, '(')) {
      const auto end = std::min(rest_.find(')'), rest_.size());
      value = arguments_.find(arguments_.places.size(), rest_.substr(0, end));
      if (!value) trouble_.fail(fmt::format("there is no argument '{}' to format", rest_.substr(0, end)));
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
    }
    const Layout layout = read_layout();
    if (layout.type == '%') return "%";
    if (!value && next_ == arguments_.places.size()) trouble_.fail("not enough arguments for format string");
    if (trouble_.failed()) return {};
    return format(value ? *value : arguments_.places[next_++], layout);
  }

  Layout read_layout() {
    Layout layout;
    bool is_left = false, is_zero = false;
    for (; !rest_.empty() && std::string_view("-+ 0#").find(rest_[0]) != std::string_view::npos;
         rest_.remove_prefix(1)) {
      is_left |= rest_[0] == '-';
      is_zero |= rest_[0] == '0';
      layout.alternate |= rest_[0] == '#';
      if (rest_[0] == '+' || (rest_[0] == ' ' && layout.sign != '+')) layout.sign = rest_[0];
    }
    layout.width = std::min(take_count(rest_).value_or(0), kWidestField);
    if (take(rest_, '.'))
      layout.precision = static_cast<int>(std::min<std::size_t>(take_count(rest_).value_or(0), kMostPrecise));
    layout.type = rest_.empty() ? '\0' : rest_[0];
    if (rest_.empty()) trouble_.fail("incomplete format");
    if (!rest_.empty()) rest_.remove_prefix(1);
    layout.align = is_left ? '<' : is_zero ? '=' : '>';
    if (is_zero && !is_left) layout.fill = "0";
    return layout;
  }

  std::string format(const JinjaValue& value, Layout layout) {
    if (layout.type == 's' || layout.type == 'r' || layout.type == 'a') {
      layout.fill = " ";
      const std::string text = layout.type == 's' ? print(value) : represent(value);
      const auto most = layout.precision ? static_cast<std::size_t>(*layout.precision) : text.size();
      return lay_out_text(layout, plan::code_point_slice(text, 0, most), '>');
    }
    if (layout.type == 'c') return lay_out_text(layout, one_sign(value), '>');
    if (std::string_view("diuxXofFeEgG").find(layout.type) == std::string_view::npos) {
      trouble_.fail(fmt::format("unsupported format character '{}'", layout.type));
      return {};
    }
    if (!value.is_number()) {
      trouble_.fail(fmt::format("%{} format: a real number is required, not {}", layout.type, value.type_name()));
      return {};
    }
    if (std::string_view("diuxXo").find(layout.type) != std::string_view::npos && layout.precision)
      layout.precision.reset();
    return format_number(value, layout);
  }

  /// `%c`: a text of one code point, or its number.
  std::string one_sign(const JinjaValue& value) {
    if (value.is_string() && value.length() == 1) return value.text();
    std::string sign;
    const bool is_code = value.is_whole() && value.whole() >= 0 && value.whole() <= 0x10ffff;
    if (is_code) {
      plan::append_code_point(sign, static_cast<char32_t>(value.whole()));
    } else {
      trouble_.fail("%c requires int or char");
    }
    return sign;
  }

  std::string_view rest_;
  const JinjaArguments& arguments_;
  JinjaTrouble& trouble_;
  std::size_t next_ = 0;
};

/// `[[fill]align][sign][#][0][width][,][.precision][type]`
std::optional<Layout> read_spec(std::string_view spec) {
  Layout layout;
  constexpr std::string_view kAligns = "<>=^";
  const std::size_t first = spec.empty() ? 0 : plan::decode(spec, 0).size;
  const bool has_fill = spec.size() > first && kAligns.find(spec[first]) != std::string_view::npos;
  if (has_fill) {
    layout.fill = spec.substr(0, first);
    layout.align = spec[first];
    spec.remove_prefix(first + 1);
  } else if (!spec.empty() && kAligns.find(spec[0]) != std::string_view::npos) {
    layout.align = spec[0];
    spec.remove_prefix(1);
  }
  if (!spec.empty() && std::string_view("+- ").find(spec[0]) != std::string_view::npos) {
    layout.sign = spec[0];
    spec.remove_prefix(1);
  }
  layout.alternate = take(spec, '#');
  if (spec.starts_with('0') && !has_fill) {
    layout.fill = "0";
    if (layout.align == '\0') layout.align = '=';
  }
  layout.width = std::min(take_count(spec).value_or(0), kWidestField);
  if (spec.starts_with(',') || spec.starts_with('_')) {
    layout.grouping = spec[0];
    spec.remove_prefix(1);
  }
  if (take(spec, '.'))
    layout.precision = static_cast<int>(std::min<std::size_t>(take_count(spec).value_or(0), kMostPrecise));
  if (!spec.empty()) layout.type = spec[0];
  return spec.size() > 1 ? std::nullopt : std::optional(layout);
}

/// `{name.field[0]!r:>8}`, piece by piece.
class BraceFormat {
 public:
  BraceFormat(const JinjaArguments& arguments, JinjaTrouble& trouble) : arguments_(arguments), trouble_(trouble) {}

  std::string run(std::string_view text, int depth) {
    std::string out;
    while (!text.empty() && !trouble_.failed()) {
      if (out.size() > kMostText) trouble_.fail("the text is too large");
      const char sign = text[0];
      const bool is_brace = sign == '{' || sign == '}';
      if (!is_brace || text.substr(1, 1) == std::string_view(&sign, 1)) {
        out += sign;
        text.remove_prefix(is_brace ? 2 : 1);
      } else if (sign == '}') {
        trouble_.fail("Single '}' encountered in format string");
      } else {
        const std::size_t end = end_of_field(text);
        if (end == std::string_view::npos) {
          trouble_.fail("expected '}' before end of string");
          break;
        }
        out += field(text.substr(1, end - 1), depth);
        text.remove_prefix(end + 1);
      }
    }
    return out;
  }

 private:
  static std::size_t end_of_field(std::string_view text) {
    int open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      open += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
      if (open == 0) return i;
    }
    return std::string_view::npos;
  }

  std::string field(std::string_view inside, int depth) {
    if (depth == kDeepestSpec) {
      trouble_.fail("Max string recursion exceeded");
      return {};
    }
    const auto colon = inside.find(':');
    std::string_view name = inside.substr(0, colon);
    const auto mark = name.find('!');
    const char conversion = mark == std::string_view::npos || mark + 1 == name.size() ? '\0' : name[mark + 1];
    JinjaValue value = look_up(name.substr(0, mark));
    const std::string spec = colon == std::string_view::npos ? "" : run(inside.substr(colon + 1), depth + 1);
    if (trouble_.failed()) return {};
    if (conversion == 'r' || conversion == 'a') value = JinjaValue(represent(value));
    if (conversion == 's') value = JinjaValue(print(value));
    return format(value, spec);
  }

  JinjaValue look_up(std::string_view path) {
    const auto end = std::min(path.find_first_of(".["), path.size());
    const std::string_view first = path.substr(0, end);
    const auto place = plan::parse_int(first);
    std::optional<JinjaValue> value;
    if (first.empty() || place) {
      value = arguments_.find(first.empty() ? next_++ : static_cast<std::size_t>(*place), {});
    } else {
      value = arguments_.find(arguments_.places.size(), first);
    }
    if (!value) {
      trouble_.fail(fmt::format("there is no argument '{}' to format", first));
      return {};
    }
    path.remove_prefix(end);
    return follow(*std::move(value), path);
  }

  JinjaValue follow(JinjaValue value, std::string_view path) {
    while (!path.empty() && !trouble_.failed()) {
      const bool is_item = path[0] == '[';
      const auto end = is_item ? path.find(']') : std::min(path.find_first_of(".[", 1), path.size());
      if (end == std::string_view::npos) trouble_.fail("expected ']' before end of string");
      if (trouble_.failed()) break;
      const std::string_view name = path.substr(1, end - 1);
      const auto place = plan::parse_int(name);
      value = is_item && place ? item_of(value, JinjaValue(*place), trouble_) : attribute_of(value, name, trouble_);
      path.remove_prefix(is_item ? end + 1 : end);
    }
    return value;
  }

  std::string format(const JinjaValue& value, std::string_view spec) {
    if (spec.empty()) return print(value);
    const auto layout = read_spec(spec);
    const bool is_text = value.is_string() && layout && (layout->type == '\0' || layout->type == 's');
    if (!layout || !(is_text || (value.is_number() && layout->type != 's'))) {
      trouble_.fail(fmt::format("unsupported format string passed to {}.__format__", value.type_name()));
      return {};
    }
    if (!is_text) return format_number(value, *layout);
    const auto most = layout->precision ? static_cast<std::size_t>(*layout->precision) : value.text().size();
    return lay_out_text(*layout, plan::code_point_slice(value.text(), 0, most), '<');
  }

  const JinjaArguments& arguments_;
  JinjaTrouble& trouble_;
  std::size_t next_ = 0;
};

}  // namespace

std::string format_percent(std::string_view format, const JinjaArguments& arguments, JinjaTrouble& trouble) {
  return PercentFormat(format, arguments, trouble).run();
}

std::string format_braces(std::string_view format, const JinjaArguments& arguments, JinjaTrouble& trouble) {
  return BraceFormat(arguments, trouble).run(format, 0);
}

}  // namespace sdg::eval
