#include "compiler/jinja/parser.h"

#include <fmt/format.h>

#include <algorithm>

namespace sdg::jinja {

using diag::Code;

Parser::Parser(std::vector<Token> tokens, diag::DiagSink& diags) : tokens_(std::move(tokens)), diags_(diags) {}

JinjaBody Parser::run() {
  JinjaBody whole;
  if (!tokens_.empty()) whole = body();
  return whole;
}

/// The token at hand, and on to the next one within the tag.
Token Parser::take() {
  Token token = current();
  if (current().kind != TokenKind::End) ++next_;
  return token;
}

bool Parser::skip_sign(std::string_view sign) {
  if (!is_sign(sign)) return false;
  ++next_;
  return true;
}

bool Parser::skip_name(std::string_view name) {
  if (!is_name(name)) return false;
  ++next_;
  return true;
}

bool Parser::expect_sign(std::string_view sign) {
  if (skip_sign(sign)) return true;
  fail_here(fmt::format("`{}`", sign));
  return false;
}

bool Parser::expect_name(std::string_view name) {
  if (skip_name(name)) return true;
  fail_here(fmt::format("`{}`", name));
  return false;
}

std::string Parser::expect_any_name(std::string_view what) {
  if (current().kind == TokenKind::Name) return take().text;
  fail_here(what);
  return {};
}

bool Parser::is_tag_end() const {
  const TokenKind kind = current().kind;
  return kind == TokenKind::EndBlock || kind == TokenKind::EndPrint || kind == TokenKind::End;
}

/// Something else stands where `wanted` should.
void Parser::fail_here(std::string_view wanted) {
  const std::string found = is_tag_end() ? "the end of the tag" : fmt::format("`{}`", current().text);
  fail(Code::JinjaSyntax, current().span, fmt::format("{} was expected here", wanted), "found " + found);
}

/// The first mistake of a tag is told; the others follow from it. All that is left of the tag is skipped.
diag::Diagnostic* Parser::fail(Code code, Span span, std::string message, std::string label) {
  diag::Diagnostic* told = lost_ ? nullptr : &diags_.report(code, span, std::move(message), std::move(label));
  lost_ = true;
  while (!is_tag_end()) ++next_;
  return told;
}

void Parser::end_tag(TokenKind kind) {
  if (current().kind != kind) fail_here(kind == TokenKind::EndBlock ? "`%}`" : "`}}`");
  if (current().kind == kind) ++next_;
  lost_ = false;
}

/// From the start of `begin` to the end of what was taken last.
Span Parser::from(Span begin) const {
  const Span last = tokens_[next_ > 0 ? next_ - 1 : 0].span;
  return {begin.file, begin.begin, std::max(begin.end, last.end)};
}

namespace {

/// Of a text that begins on a later line of its file the lines before are empty.
std::vector<std::uint32_t> line_begins(std::string_view text, std::uint32_t first_line) {
  std::vector<std::uint32_t> begins(first_line, 0);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends_line = text[i] == '\n' || (text[i] == '\r' && text.substr(i + 1, 1) != "\n");
    if (ends_line) begins.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return begins;
}

}  // namespace

plan::JinjaTemplate parse(const source::SourceMap& sources, source::FileId file, const Options& options,
                          diag::DiagSink& diags) {
  const source::SourceFile& source = sources[file];
  plan::JinjaTemplate jinja;
  jinja.path = source.path();
  jinja.digest = plan::sha256(source.text());
  jinja.line_begins = line_begins(source.text(), source.first_line());
  jinja.body = Parser(lex(sources, file, options, diags), diags).run();
  return jinja;
}

}  // namespace sdg::jinja
