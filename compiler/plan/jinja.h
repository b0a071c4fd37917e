#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/digest.h"
#include "compiler/plan/value.h"
#include "compiler/source/span.h"

namespace sdg::plan {

/// A filter or test of the Jinja dialect. Listed once, in jinja_filters.def and jinja_tests.def.
enum class JinjaFilter : std::uint8_t {
#define SDG_JINJA_FILTER(Name, names, arguments, doc, example) Name,
#include "compiler/plan/jinja_filters.def"
#undef SDG_JINJA_FILTER
};
enum class JinjaTest : std::uint8_t {
#define SDG_JINJA_TEST(Name, names, arguments, doc, example) Name,
#include "compiler/plan/jinja_tests.def"
#undef SDG_JINJA_TEST
};
/// What people are told of a filter or test.
struct JinjaWord {
  std::string_view names;      // with blanks between; the first is the usual one
  std::string_view arguments;  // likewise; `*` takes any
  std::string_view doc;
  std::string_view example;  // and, in a comment behind it, what that renders as
};
std::span<const JinjaWord> jinja_filters();
std::span<const JinjaWord> jinja_tests();

std::optional<JinjaFilter> find_jinja_filter(std::string_view name);
std::optional<JinjaTest> find_jinja_test(std::string_view name);
std::vector<std::string_view> jinja_filter_names();
std::vector<std::string_view> jinja_test_names();
/// What a filter's arguments are called, in their order; nothing where it takes any.
std::optional<std::vector<std::string_view>> arguments_of(JinjaFilter filter);
/// How many arguments a test takes.
std::size_t argument_count(JinjaTest test);

enum class JinjaExprKind : std::uint8_t {
  Absent,   // a part that was left out: the end of a slice, the `else` of an inline `if`
  Literal,  // `value`
  Name,     // `name`
  Tuple,
  List,
  Dict,       // parts: key, value, key, value …
  Attribute,  // `parts[0].name`
  Item,       // `parts[0][parts[1]]`
  Slice,      // `parts[0][parts[1]:parts[2]:parts[3]]`
  Call,       // `parts[0](parts[1…], named)`
  Filter,     // `parts[0] | filter(parts[1…], named)`
  Test,       // `parts[0] is test(parts[1…], named)`
  Block,      // the text that a `{% filter %}` or block `{% set %}` stands around
  Not,
  Negate,
  Plus,
  Add,
  Subtract,
  Multiply,
  Divide,
  FloorDivide,
  Modulo,
  Power,
  Concat,   // `parts[0] ~ parts[1] ~ …`
  Compare,  // `parts[0] < parts[1] <= parts[2] …`, signs in `compares`
  And,
  Or,
  Choose,  // `parts[0] if parts[1] else parts[2]`
};

enum class JinjaCompare : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn };

struct JinjaNamed;

/// An expression of the Jinja dialect. What `parts` are follows from the kind.
struct JinjaExpr {
  JinjaExprKind kind = JinjaExprKind::Absent;
  source::Span span;
  std::string name;
  Value value;
  JinjaFilter filter{};
  JinjaTest test{};
  std::vector<JinjaExpr> parts;
  std::vector<JinjaNamed> named;  // `f(name = value)`
  std::vector<JinjaCompare> compares;
  std::uint32_t height = 0;  // expressions below it, on the longest way down

  bool is_absent() const { return kind == JinjaExprKind::Absent; }
};

struct JinjaNamed {
  std::string name;
  JinjaExpr value;
};

enum class JinjaStatementKind : std::uint8_t {
  Text,       // `text`, as it is
  Print,      // exprs[0]
  If,         // a body for each of exprs, and one more for `else`
  For,        // exprs: target, list, condition or absent; bodies: each round, else
  Set,        // exprs: target, value
  SetBlock,   // exprs: target, filters around Block; bodies[0]
  Include,    // exprs[0]: the path, or a list of them
  Import,     // exprs[0]: the path; as `text`, or without one its `names`
  Macro,      // `text` is its name; bodies[0]
  CallBlock,  // exprs[0] is the call, bodies[0] what `caller` gives
  Filter,     // exprs[0]: filters around Block; bodies[0]
  With,       // exprs: target, value, target, value …; bodies[0]
  Extends,    // exprs[0]: the path
  Block,      // `text` is its name; bodies[0]
};

struct JinjaParam {
  std::string name;
  JinjaExpr default_value;  // absent where there is none
};

struct JinjaStatement;
using JinjaBody = std::vector<JinjaStatement>;

struct JinjaStatement {
  JinjaStatementKind kind{};
  source::Span span;
  std::string text;
  std::vector<JinjaExpr> exprs;
  std::vector<JinjaBody> bodies;
  std::vector<JinjaParam> params;                          // of Macro and CallBlock
  std::vector<std::pair<std::string, std::string>> names;  // of Import: what it is called there and here
  bool recursive = false;                                  // of For
  bool takes_varargs = false;                              // of Macro and CallBlock: it names `varargs`
  bool takes_kwargs = false;                               // of Macro and CallBlock: it names `kwargs`
  bool ignore_missing = false;                             // of Include
  bool with_context = true;                                // of Include and Import
};

/// A template by its place in the table of templates.
struct JinjaTemplateId {
  std::uint32_t index = 0;
  friend auto operator<=>(JinjaTemplateId, JinjaTemplateId) = default;
};

/// A file that a template includes, imports or extends, by the path as the template says it.
struct JinjaReach {
  std::string written;
  JinjaTemplateId target;
};

/// A compiled Jinja file: what the renderer walks through, so that no row parses again.
struct JinjaTemplate {
  std::string path;
  Digest digest;  // of its text
  JinjaBody body;
  std::vector<std::uint32_t> line_begins;  // bytes, for messages of the renderer
  std::vector<JinjaReach> reaches;
};

/// `file.jinja:12`, the place of a span of the template.
std::string place_in(const JinjaTemplate& jinja, source::Span span);

}  // namespace sdg::plan
