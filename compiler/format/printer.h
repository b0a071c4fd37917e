#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/format/page.h"
#include "compiler/format/token_reader.h"
#include "compiler/syntax/file.h"

namespace sdg::format {

/// How a token is set off from the one before it. Comments in between begin a line in any case.
struct Lead {
  bool space = false;
  bool line = false;
  bool keeps_blank_line = false;
  bool closes = false;       // comments before it belong to what it closes
  std::uint32_t indent = 0;  // of a line that begins here
};

/// The signs around a list and how its entries stand on lines of their own.
struct Brackets {
  std::string_view open, close;
  bool single = false;       // holds one thing, not a list
  bool padded = false;       // blanks inside, on one line
  bool all_or_none = false;  // one line break among the entries gives each its own line; else only one before the first
  bool ends_in_comma = false;  // an entry on a line of its own has a comma
};

inline constexpr Brackets kParens{.open = "(", .close = ")", .ends_in_comma = true};
inline constexpr Brackets kSquare{.open = "[", .close = "]", .ends_in_comma = true};
inline constexpr Brackets kRecord{.open = "{", .close = "}", .all_or_none = true, .ends_in_comma = true};
inline constexpr Brackets kFields{.open = "{", .close = "}", .padded = true, .all_or_none = true};
inline constexpr Brackets kArms{.open = "{", .close = "}", .padded = true, .all_or_none = true};
inline constexpr Brackets kGroup{.open = "(", .close = ")", .single = true};
inline constexpr Brackets kLoop{.open = "[", .close = "]", .single = true};

/// One entry of a list: its place in the source, and how to print it.
struct Entry {
  std::uint32_t begin;
  std::uint32_t end;
  std::function<void()> print;
};

/// Whether what was read as `one` is also part of `next`: an error that covers it, because of what stands behind it.
inline bool is_read_again(syntax::Span one, syntax::Span next) { return next.begin < one.end; }

/// Goes through tree and source at once: the tree says how each token is set off, the source has the token, and the gap
/// before it the comments. So each token is printed once and in order, and no comment can be lost.
class Printer {
 public:
  Printer(const syntax::File& file, std::string_view text) : file_(file), text_(text), reader_(text) {}

  /// The whole file; nothing where the tree ends before the source does.
  std::optional<std::string> run() &&;

 private:
  // Tokens
  void lead(const Lead& lead);
  void print_comments(const std::vector<GapComment>& comments, const Lead& lead);
  void glue() { lead({.indent = hang_}); }
  void space() { lead({.space = true, .indent = hang_}); }
  /// A blank, or the line break that the author put here.
  void space_or_line() { lead({.space = true, .line = reader_.gap().line_break, .indent = hang_}); }
  /// Nothing, or the line break that the author put here.
  void glue_or_line() { lead({.line = reader_.gap().line_break, .indent = hang_}); }
  void token(std::string_view text);
  void copy(syntax::Span span);
  void copy(const syntax::Name& name) { copy(name.span); }
  /// The same after a blank.
  void word(std::string_view text);
  void name(const syntax::Name& name);
  void path(std::span<const syntax::Name> path);
  /// ` =`, which may share its column with the lines around it. `begin` is where the line or entry begins.
  void sign(std::uint32_t begin, bool typed);
  std::size_t column(std::uint32_t offset) const;

  // Lists
  void list(const Brackets& brackets, const std::vector<Entry>& entries);
  void entries_on_lines(const Brackets& brackets, const std::vector<Entry>& entries, std::uint32_t indent);
  void entries_in_row(const Brackets& brackets, const std::vector<Entry>& entries, std::uint32_t indent);
  /// Whether the author began a line with an entry behind the first, or with the closing sign.
  bool has_lines(const std::vector<Entry>& entries) const;
  bool has_line_break(std::uint32_t begin, std::uint32_t end) const;
  bool ends_line(std::uint32_t end) const;
  /// Whether the next token, at the beginning of a line, would go on with the line before.
  bool goes_on();

  // Declarations
  void edition();
  void decl(const syntax::Decl& decl);
  void decl_body(const syntax::Decl& decl);
  void use(const syntax::UseDecl& use);
  void alias(const syntax::Name& alias);
  void param(const syntax::ParamDecl& param);
  void source(const syntax::SourceDecl& source);
  void named_value(const syntax::Decl& decl, const syntax::Expr& value);
  void signature(const syntax::Decl& decl, std::span<const syntax::ParamOfFunction> params,
                 const syntax::TypeExpr* result);
  void parameter(const syntax::ParamOfFunction& param);
  /// `= value`, with no column to share.
  void body(const syntax::Expr& value);
  void generator(const syntax::GeneratorDecl& generator);
  void dataset(const syntax::DatasetDecl& dataset);

  // Lines
  template <class Line>
  void block(std::span<const Line> lines);
  void line(const syntax::GeneratorLine& line);
  void line(const syntax::DatasetLine& line);
  void line(const syntax::TestLine& line);
  void column_or_let(const syntax::DatasetLine& line);
  void split(const syntax::DatasetLine& line);
  void failure(const syntax::DatasetLine& line);
  void given(const syntax::TestLine& line);
  void exprs(std::span<const syntax::Expr* const> list);
  void by(std::span<const syntax::Expr* const> list);
  void clause(std::string_view word, const syntax::Expr* value);
  void assigned(const syntax::Expr& value);

  // Types
  void annotation(const syntax::TypeExpr* type);
  void result_type(const syntax::TypeExpr* type);
  void type(const syntax::TypeExpr& type);
  void type_core(const syntax::TypeExpr& type);
  void type_suffix(const syntax::TypeExpr& type);
  void bound(const syntax::Bound& bound);
  void fields(std::span<const syntax::FieldDecl> fields);
  void field(const syntax::FieldDecl& field);

  // Expressions
  void expr(const syntax::Expr& expr);
  void spread_or(bool spread, const syntax::Expr& value);
  void list(const syntax::ListExpr& list);
  void record(const syntax::RecordExpr& record);
  void record_entry(const syntax::Entry& entry);
  void comprehension(const syntax::ComprehensionExpr& comprehension);
  void paren(const syntax::ParenExpr& paren);
  void args(std::span<const syntax::Arg> args);
  void arg(const syntax::Arg& arg);
  void pipe(const syntax::PipeExpr& pipe);
  void unary(const syntax::UnaryExpr& unary);
  void binary(const syntax::BinaryExpr& binary);
  void when(const syntax::WhenExpr& when);
  void where(const syntax::WhereExpr& where);
  void match(const syntax::MatchExpr& match);
  void arm(const syntax::Arm& arm);
  void pattern(const syntax::Pattern& pattern);
  /// `word value`, on a line of its own where the author put it there.
  void part(std::string_view word, const syntax::Expr* value);

  const syntax::File& file_;
  std::string_view text_;
  TokenReader reader_;
  Page page_;
  std::uint32_t hang_ = 1;  // the indentation of a line that goes on with the statement or entry at hand
  bool lost_ = false;       // the source does not have what the tree says: a mistake was repaired there
};

}  // namespace sdg::format
