#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/diag/suggestion.h"
#include "compiler/jinja/parser.h"

namespace sdg::jinja {

using diag::Code;

namespace {

constexpr std::array<std::string_view, 14> kWords{"if",   "for",    "set",  "include", "import", "from", "macro",
                                                  "call", "filter", "with", "extends", "block",  "raw",  "print"};

/// Tags of Jinja and its extensions that data has no use for, and what to do instead.
struct Refused {
  std::string_view word, instead;
};
constexpr std::array<Refused, 7> kRefused{{{"do", "`{% set _ = … %}` evaluates without printing"},
                                           {"break", "filter the list: `{% for x in xs if … %}`"},
                                           {"continue", "filter the list: `{% for x in xs if … %}`"},
                                           {"trans", "texts are not translated here: write them as they are"},
                                           {"pluralize", "texts are not translated here: write them as they are"},
                                           {"autoescape", "nothing is escaped here; `| e` escapes one value"},
                                           {"debug", "`sdgc vars` lists what a template reads"}}};

JinjaStatement begun(JinjaStatementKind kind, Span span) {
  JinjaStatement statement;
  statement.kind = kind;
  statement.span = span;
  return statement;
}

}  // namespace

/// Up to the end of the file, or a tag that ends or continues the block at hand: that word is next then.
JinjaBody Parser::body() {
  JinjaBody out;
  while (current().kind != TokenKind::End) {
    if (current().kind == TokenKind::Text) {
      JinjaStatement text = begun(JinjaStatementKind::Text, current().span);
      text.text = take().text;
      out.push_back(std::move(text));
    } else if (current().kind == TokenKind::BeginPrint) {
      print(out);
    } else if (following().kind == TokenKind::Name && is_end_word(following().text)) {
      break;
    } else {
      statement(out);
    }
  }
  return out;
}

void Parser::print(JinjaBody& out) {
  JinjaStatement statement = begun(JinjaStatementKind::Print, take().span);
  statement.exprs.push_back(tuple(true));
  end_tag(TokenKind::EndPrint);
  out.push_back(std::move(statement));
}

/// `{% print a, b %}`
void Parser::print_tag(Span tag, JinjaBody& out) {
  do {
    JinjaStatement statement = begun(JinjaStatementKind::Print, tag);
    statement.exprs.push_back(expression());
    out.push_back(std::move(statement));
  } while (skip_sign(","));
}

bool Parser::is_end_word(std::string_view word) const {
  return !blocks_.empty() && std::ranges::find(blocks_.back().ends, word) != blocks_.back().ends.end();
}

std::string Parser::block_body(JinjaBody& out, std::string_view word, Span tag, std::vector<std::string_view> ends) {
  skip_sign(":");
  end_tag(TokenKind::EndBlock);
  if (blocks_.size() == kMostBlocks) {
    fail(Code::JinjaTooDeep, tag, fmt::format("more than {} blocks stand inside each other", kMostBlocks));
    next_ = tokens_.size() - 1;
    unclosed_told_ = true;
    return {};
  }
  blocks_.push_back({std::string(word), tag, std::move(ends)});
  out = body();
  std::string end;
  if (current().kind != TokenKind::End) {
    ++next_;
    end = take().text;
  } else {
    if (!unclosed_told_) {
      diags_.report(Code::JinjaUnclosed, tag, fmt::format("this `{}` is never closed", word),
                    fmt::format("no `{{% {} %}}` follows", blocks_.back().ends.back()));
    }
    // Those around it are open for the same reason.
    unclosed_told_ = lost_ = true;
  }
  blocks_.pop_back();
  return end;
}

void Parser::statement(JinjaBody& out) {
  const Span begin = take().span;
  const Token word = current();
  if (word.kind != TokenKind::Name) {
    fail_here("the name of a tag");
    end_tag(TokenKind::EndBlock);
    return;
  }
  ++next_;
  const Span tag = join(begin, word.span);
  if (word.text == "if")
    out.push_back(if_block(tag));
  else if (word.text == "for")
    out.push_back(for_block(tag));
  else if (word.text == "set")
    out.push_back(set(tag));
  else if (word.text == "include")
    out.push_back(include(tag));
  else if (word.text == "import")
    out.push_back(import(tag));
  else if (word.text == "from")
    out.push_back(from_import(tag));
  else if (word.text == "macro")
    out.push_back(macro(tag));
  else if (word.text == "call")
    out.push_back(call_block(tag));
  else if (word.text == "filter")
    out.push_back(filter_block(tag));
  else if (word.text == "with")
    out.push_back(with_block(tag));
  else if (word.text == "extends")
    out.push_back(extends(tag));
  else if (word.text == "block")
    out.push_back(named_block(tag));
  else if (word.text == "print")
    print_tag(tag, out);
  else
    unknown_tag(word);
  end_tag(TokenKind::EndBlock);
}

void Parser::unknown_tag(const Token& word) {
  // It ends what a misspelt tag was to begin, which is told.
  if (std::ranges::find(misspelt_ends_, word.text) != misspelt_ends_.end()) {
    lost_ = true;
    while (!is_tag_end()) ++next_;
    return;
  }
  if (word.text.starts_with("end") || word.text == "else" || word.text == "elif") {
    const auto* open = blocks_.empty() ? nullptr : &blocks_.back();
    auto* diagnostic =
        fail(Code::JinjaUnknownTag, word.span, fmt::format("`{}` closes or continues nothing here", word.text));
    if (diagnostic && open) {
      diagnostic->others.push_back(
          {open->span, fmt::format("this is open, and ends with `{{% {} %}}`", open->ends.back())});
      // That it is open for ever is the same mistake.
      unclosed_told_ = true;
    }
    return;
  }
  const auto refused = std::ranges::find(kRefused, word.text, &Refused::word);
  if (refused != kRefused.end()) {
    auto* diagnostic =
        fail(Code::JinjaUnsupported, word.span, fmt::format("`{}` cannot stand in a template here", word.text));
    if (diagnostic) diagnostic->hints.push_back({std::string(refused->instead), {}});
    return;
  }
  auto* diagnostic = fail(Code::JinjaUnknownTag, word.span, fmt::format("there is no tag `{}`", word.text));
  if (!diagnostic) return;
  if (const auto meant = diag::closest(word.text, kWords)) misspelt_ends_.push_back("end" + std::string(*meant));
  if (auto hint = diag::did_you_mean(word.text, word.span, kWords)) diagnostic->hints.push_back(std::move(*hint));
}

JinjaStatement Parser::if_block(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::If, tag);
  std::string end = "elif";
  while (end == "elif") {
    statement.exprs.push_back(tuple(false));
    end = block_body(statement.bodies.emplace_back(), "if", tag, {"elif", "else", "endif"});
  }
  if (end == "else") block_body(statement.bodies.emplace_back(), "if", tag, {"endif"});
  return statement;
}

JinjaStatement Parser::for_block(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::For, tag);
  statement.exprs.push_back(target("in", false));
  expect_name("in");
  statement.exprs.push_back(tuple(false, {"recursive"}));
  statement.exprs.push_back(skip_name("if") ? expression() : JinjaExpr{});
  statement.recursive = skip_name("recursive");
  const std::string end = block_body(statement.bodies.emplace_back(), "for", tag, {"else", "endfor"});
  JinjaBody& otherwise = statement.bodies.emplace_back();
  if (end == "else") block_body(otherwise, "for", tag, {"endfor"});
  return statement;
}

JinjaStatement Parser::set(Span tag) {
  JinjaStatement statement;
  statement.span = tag;
  statement.exprs.push_back(target("=", true));
  if (skip_sign("=")) {
    statement.kind = JinjaStatementKind::Set;
    statement.exprs.push_back(tuple(true));
    return statement;
  }
  statement.kind = JinjaStatementKind::SetBlock;
  JinjaExpr text = make(JinjaExprKind::Block, tag, {});
  while (skip_sign("|")) text = filter(std::move(text));
  statement.exprs.push_back(std::move(text));
  block_body(statement.bodies.emplace_back(), "set", tag, {"endset"});
  return statement;
}

JinjaStatement Parser::include(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Include, tag);
  statement.exprs.push_back(expression());
  if (is_name("ignore") && following().is_name("missing")) {
    next_ += 2;
    statement.ignore_missing = true;
  }
  import_context(statement);
  return statement;
}

JinjaStatement Parser::import(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Import, tag);
  statement.with_context = false;
  statement.exprs.push_back(expression());
  expect_name("as");
  statement.text = expect_any_name("a name");
  import_context(statement);
  return statement;
}

JinjaStatement Parser::from_import(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Import, tag);
  statement.with_context = false;
  statement.exprs.push_back(expression());
  expect_name("import");
  while (!is_tag_end()) {
    const bool is_context = (is_name("with") || is_name("without")) && following().is_name("context");
    if (!statement.names.empty() && is_context) break;
    if (!statement.names.empty() && !expect_sign(",")) break;
    if (is_tag_end()) break;
    std::string there = expect_any_name("a name");
    std::string here = skip_name("as") ? expect_any_name("a name") : there;
    statement.names.emplace_back(std::move(there), std::move(here));
  }
  if (statement.names.empty()) fail_here("a name");
  import_context(statement);
  return statement;
}

void Parser::import_context(JinjaStatement& statement) {
  if (!(is_name("with") || is_name("without")) || !following().is_name("context")) return;
  statement.with_context = is_name("with");
  next_ += 2;
}

JinjaStatement Parser::macro(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Macro, tag);
  statement.text = expect_any_name("the name of the macro");
  statement.params = signature();
  macro_body(statement, "macro", tag, "endmacro");
  return statement;
}

/// A body with arguments of its own.
void Parser::macro_body(JinjaStatement& statement, std::string_view word, Span tag, std::string_view end) {
  const Leftovers outside = std::exchange(leftovers_, {});
  block_body(statement.bodies.emplace_back(), word, tag, {end});
  statement.takes_varargs = leftovers_.varargs;
  statement.takes_kwargs = leftovers_.kwargs;
  leftovers_ = outside;
}

/// `(a, b = 1)`
std::vector<plan::JinjaParam> Parser::signature() {
  std::vector<plan::JinjaParam> params;
  if (!expect_sign("(")) return params;
  while (!is_sign(")") && !is_tag_end()) {
    if (!params.empty() && !expect_sign(",")) break;
    if (is_sign(")")) break;
    const Span name = current().span;
    plan::JinjaParam param{expect_any_name("a parameter"), {}};
    if (skip_sign("=")) {
      param.default_value = expression();
    } else if (!params.empty() && !params.back().default_value.is_absent()) {
      fail(Code::JinjaSyntax, name, "a parameter without a default stands behind one that has one");
    }
    params.push_back(std::move(param));
  }
  expect_sign(")");
  return params;
}

JinjaStatement Parser::call_block(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::CallBlock, tag);
  if (is_sign("(")) statement.params = signature();
  JinjaExpr call = expression();
  if (call.kind != JinjaExprKind::Call) fail(Code::JinjaSyntax, call.span, "the call of a macro was expected here");
  statement.exprs.push_back(std::move(call));
  macro_body(statement, "call", tag, "endcall");
  return statement;
}

JinjaStatement Parser::filter_block(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Filter, tag);
  JinjaExpr text = filter(make(JinjaExprKind::Block, tag, {}));
  while (skip_sign("|")) text = filter(std::move(text));
  statement.exprs.push_back(std::move(text));
  block_body(statement.bodies.emplace_back(), "filter", tag, {"endfilter"});
  return statement;
}

JinjaStatement Parser::with_block(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::With, tag);
  while (!is_tag_end()) {
    if (!statement.exprs.empty() && !expect_sign(",")) break;
    statement.exprs.push_back(target("=", false));
    if (!expect_sign("=")) break;
    statement.exprs.push_back(expression());
  }
  block_body(statement.bodies.emplace_back(), "with", tag, {"endwith"});
  return statement;
}

JinjaStatement Parser::extends(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Extends, tag);
  statement.exprs.push_back(expression());
  return statement;
}

JinjaStatement Parser::named_block(Span tag) {
  JinjaStatement statement = begun(JinjaStatementKind::Block, tag);
  statement.text = expect_any_name("the name of the block");
  while (skip_name("scoped") || skip_name("required")) statement.recursive = false;
  block_body(statement.bodies.emplace_back(), "block", tag, {"endblock"});
  skip_name(statement.text);
  return statement;
}

JinjaExpr Parser::target(std::string_view end, bool with_namespace) {
  const Span begin = current().span;
  std::vector<JinjaExpr> targets{one_target(with_namespace)};
  bool is_tuple = false;
  while (!lost_ && skip_sign(",")) {
    is_tuple = true;
    if (is_name(end) || is_sign(end) || is_tag_end()) break;
    targets.push_back(one_target(with_namespace));
  }
  if (!is_tuple) return std::move(targets.front());
  return make(JinjaExprKind::Tuple, begin, std::move(targets));
}

/// A name, `ns.name`, or several in parentheses.
JinjaExpr Parser::one_target(bool with_namespace) {
  const Span begin = current().span;
  if (skip_sign("(")) {
    JinjaExpr inner = target(")", with_namespace);
    expect_sign(")");
    return inner;
  }
  JinjaExpr name = make(JinjaExprKind::Name, begin, {});
  name.name = expect_any_name("a name");
  name.span = from(begin);
  if (!with_namespace || !skip_sign(".")) return name;
  JinjaExpr field = make(JinjaExprKind::Attribute, begin, {std::move(name)});
  field.name = expect_any_name("a name");
  field.span = from(begin);
  return field;
}

}  // namespace sdg::jinja
