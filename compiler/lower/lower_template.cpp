#include <fmt/format.h>

#include "compiler/lower/lowerer.h"

namespace sdg::lower {

using namespace syntax;
using plan::TypeKind;

NodeId Lowerer::lower_string(const StringExpr& string) {
  if (string.is_plain()) return lower_constant(string, Value::string(std::string(string.plain_text())));
  return lower_pieces(string.pieces, string.span);
}

NodeId Lowerer::lower_pieces(Pieces pieces, Span span) {
  std::vector<NodeId> parts;
  for (const Piece* piece : pieces) {
    if (piece->kind == PieceKind::Set) {
      context_.locals[module_.piece_locals.at(piece)] = lower(*piece->value);
    } else {
      parts.push_back(lower_piece(*piece));
    }
  }
  return builder_.concat(parts, plain(TypeKind::String), span);
}

NodeId Lowerer::lower_piece(const Piece& piece) {
  switch (piece.kind) {
    case PieceKind::Text: return text(std::string(piece.text), piece.span);
    case PieceKind::Value: return lower(*piece.value);
    case PieceKind::If: return lower_if_piece(piece, 0);
    case PieceKind::For: return lower_for_piece(piece);
    case PieceKind::Include: return lower_include_piece(piece);
    case PieceKind::Set: break;
  }
  return text({}, piece.span);
}

/// The text of a file stands in the place of its tag. What it draws depends on its path.
NodeId Lowerer::lower_include_piece(const Piece& piece) {
  const auto included = module_.included.find(&piece);
  if (included == module_.included.end()) return text({}, piece.span);
  const std::string path = context_.path;
  context_.path += fmt::format("/{}", piece.text);
  number_calls(*included->second);
  const NodeId node = lower_pieces(included->second->pieces, piece.span);
  context_.path = path;
  return node;
}

/// A Jinja file with its variables: what is given first, then what it takes from around the call.
NodeId Lowerer::lower_template(const Expr& expr) {
  const auto call = module_.template_calls.find(expr.id);
  if (call == module_.template_calls.end()) return text({}, expr.span);
  plan::Rendering rendering{call->second.which, {}};
  std::vector<NodeId> inputs;
  for (const sema::TemplateVariable& variable : call->second.variables) {
    rendering.names.push_back(variable.name);
    inputs.push_back(variable.given ? lower(*variable.given)
                                    : lower_symbol(variable.symbol, plain(TypeKind::Json), expr.span));
  }
  return builder_.render(std::move(rendering), std::move(inputs), plain(TypeKind::String), expr.span);
}

NodeId Lowerer::lower_if_piece(const Piece& piece, std::size_t branch) {
  if (branch == piece.branches.size()) return text({}, piece.span);
  context_.arms.emplace_back(&piece, branch);
  const Branch& taken = piece.branches[branch];
  const NodeId condition = taken.condition ? lower(*taken.condition) : NodeId{};
  const NodeId body = lower_pieces(taken.body, piece.span);
  context_.arms.pop_back();
  if (!taken.condition) return body;
  return builder_.choose(condition, body, lower_if_piece(piece, branch + 1), plain(TypeKind::String), piece.span);
}

/// `loop.*`, from the position and length that the evaluator gives each round. Only what is read is computed.
NodeId Lowerer::loop_record(BlockId block, Span span) {
  const TypeId integer = plain(TypeKind::Int), truth = plain(TypeKind::Bool);
  const NodeId position = builder_.local(block, 1, integer, span), length = builder_.local(block, 2, integer, span);
  const auto calculate = [&](Builtin builtin, NodeId a, NodeId b) {
    return builder_.apply(builtin, {a, b}, integer, span);
  };
  const NodeId index = calculate(Builtin::Add, position, whole(1, span));
  const NodeId left = calculate(Builtin::Subtract, length, position);
  const NodeId left0 = calculate(Builtin::Subtract, left, whole(1, span));
  const NodeId first = builder_.apply(Builtin::Equal, {position, whole(0, span)}, truth, span);
  const NodeId last = builder_.apply(Builtin::Equal, {index, length}, truth, span);
  return builder_.record({"index", "index0", "revindex", "revindex0", "first", "last", "length"},
                         {index, position, left, left0, first, last, length}, plain(TypeKind::Json), span);
}

NodeId Lowerer::lower_for_piece(const Piece& piece) {
  const NodeId list = lower(*piece.value);
  const BlockId block = builder_.open_block(plan::BlockKind::Map, here());
  const std::uint32_t local = module_.piece_locals.at(&piece);
  context_.blocks.push_back(block);
  context_.locals[local] = builder_.local(block, 0, module_.locals[local].type, piece.span);
  context_.locals[local + 1] = loop_record(block, piece.span);
  const plan::Mapping mapping{block, lower_pieces(piece.branches[0].body, piece.span), {}};
  context_.blocks.pop_back();
  const TypeId string = plain(TypeKind::String);
  const NodeId rounds = builder_.map(list, mapping, types_.list_of(string), piece.span);
  const NodeId joined = builder_.apply(Builtin::Join, {rounds, text({}, piece.span)}, string, piece.span);
  if (piece.branches.size() < 2) return joined;
  const NodeId count = builder_.apply(Builtin::Length, {list}, plain(TypeKind::Int), piece.span);
  const NodeId empty = builder_.apply(Builtin::Equal, {count, whole(0, piece.span)}, plain(TypeKind::Bool), piece.span);
  return builder_.choose(empty, lower_pieces(piece.branches[1].body, piece.span), joined, string, piece.span);
}

}  // namespace sdg::lower
