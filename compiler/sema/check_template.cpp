#include <fmt/format.h>

#include <utility>

#include "compiler/sema/checker.h"
#include "compiler/sema/narrowing.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// `{{name}}` prints braces; who knows Jinja meant the value.
void Checker::warn_of_double_braces(const StringExpr& string) {
  const std::string_view written = surroundings_.sources.text(string.span);
  for (auto open = written.find("{{"); open != std::string_view::npos; open = written.find("{{", open + 2)) {
    const auto close = written.find("}}", open);
    if (close == std::string_view::npos) return;
    const std::string_view inside = written.substr(open + 2, close - open - 2);
    const auto first = inside.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    const std::string_view name = inside.substr(first, inside.find_first_of(" .|", first) - first);
    const Symbol symbol = look_up(name);
    const bool is_loop = name == "loop";
    if (!is_loop && (symbol.kind == SymbolKind::None || symbol.kind == SymbolKind::Model ||
                     symbol.kind == SymbolKind::Prompt || symbol.kind == SymbolKind::Function))
      continue;
    const source::Span span{string.span.file, string.span.begin + static_cast<std::uint32_t>(open),
                            string.span.begin + static_cast<std::uint32_t>(close + 2)};
    auto& diagnostic = error(Code::DoubleBraces, span, "this prints braces, not the value", "`{{` is one brace");
    const auto last = inside.find_last_not_of(' ');
    diagnostic.hints.push_back(
        {"a value stands in single braces", {{span, "{" + std::string(inside.substr(first, last - first + 1)) + "}"}}});
  }
}

TypeId Checker::infer_string(const StringExpr& string) {
  if (!string.raw) warn_of_double_braces(string);
  if (string.is_plain()) return module_.types.literal_of({plan::Value::string(std::string(string.plain_text()))});
  const ListMark locals(place_.locals);
  check_pieces(string.pieces);
  return plain(TypeKind::String);
}

void Checker::check_pieces(Pieces pieces) {
  for (const Piece* piece : pieces) check_piece(*piece);
}

void Checker::check_piece(const Piece& piece) {
  switch (piece.kind) {
    case PieceKind::Text: return;
    case PieceKind::Value: return check_printed(*piece.value);
    case PieceKind::Include: return check_include(piece);
    case PieceKind::For: return check_for_piece(piece);
    case PieceKind::Set: {
      const TypeId value = check(*piece.value);
      warn_of_hidden_param("variable", piece.name);
      module_.piece_locals[&piece] = bind(piece.name.text, value, piece.name.span);
      return;
    }
    case PieceKind::If: return check_if_piece(piece);
  }
}

void Checker::check_printed(const Expr& value) {
  const bool in_message = std::exchange(place_.in_message, false);
  const TypeId have = check(value);
  place_.in_message = in_message;
  const TypeKind kind = type(have).kind;
  if (kind == TypeKind::Image && in_message) return;
  if (kind == TypeKind::Optional || kind == TypeKind::Null) {
    auto& diagnostic =
        error(Code::OptionalPrinted, value.span, "this may be null, and a string needs something to print",
              fmt::format("this is `{}`", show(have)));
    const std::string written(surroundings_.sources.text(value.span));
    diagnostic.hints.push_back({"say what is printed then", {{value.span, written + " ?? \"\""}}});
    return;
  }
  if (kind == TypeKind::Image) {
    auto& diagnostic =
        error(Code::NotPrintable, value.span, "an image is no text", "it can stand in what is sent to a model only");
    diagnostic.hints.push_back({"put it into the turn itself: `writer(\"What is this? {image(path)}\")`", {}});
  } else if (kind == TypeKind::Bytes || kind == TypeKind::Regex) {
    error(Code::NotPrintable, value.span, fmt::format("`{}` cannot be printed in a string", show(have)));
  }
}

/// Each branch knows what its condition proves, and that those before it did not hold.
void Checker::check_if_piece(const Piece& piece) {
  const ListMark proven(place_.not_null);
  for (const Branch& branch : piece.branches) {
    Proof proof;
    if (branch.condition) {
      check_condition(*branch.condition);
      proof = prove(module_, *branch.condition);
    }
    {
      const ListMark inside(place_.not_null);
      for (std::string& path : proof.when_true) place_.not_null.push_back(std::move(path));
      check_pieces(branch.body);
    }
    for (std::string& path : proof.when_false) place_.not_null.push_back(std::move(path));
  }
}

/// `loop` is a record of the numbers that Jinja gives it.
TypeId Checker::loop_type() {
  const TypeId whole = plain(TypeKind::Int), truth = plain(TypeKind::Bool);
  return module_.types.record_of({{"index", whole, {}, {}},
                                  {"index0", whole, {}, {}},
                                  {"revindex", whole, {}, {}},
                                  {"revindex0", whole, {}, {}},
                                  {"first", truth, {}, {}},
                                  {"last", truth, {}, {}},
                                  {"length", whole, {}, {}}});
}

void Checker::check_for_piece(const Piece& piece) {
  const TypeId element = element_of(*piece.value, check(*piece.value));
  if (!piece.branches.empty()) {
    const ListMark locals(place_.locals);
    warn_of_hidden_param("variable", piece.name);
    module_.piece_locals[&piece] = bind(piece.name.text, element, piece.name.span);
    // The loop's own record follows its variable.
    bind("loop", loop_type(), piece.name.span);
    check_pieces(piece.branches[0].body);
  }
  if (piece.branches.size() > 1) check_pieces(piece.branches[1].body);
}

}  // namespace sdg::sema
