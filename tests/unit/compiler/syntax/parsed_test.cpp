#include "tests/unit/compiler/syntax/parsed.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "compiler/diag/code.h"

using namespace sdg::syntax;

namespace {

std::string show(const Expr* expr);

std::string show_args(std::span<const Arg> args) {
  std::string out;
  for (const Arg& arg : args) {
    out += fmt::format(" {}{}{}", arg.spread ? "..." : "",
                       arg.name.text.empty() ? "" : std::string(arg.name.text) + "=", show(arg.value));
  }
  return out;
}

std::string show_branches(std::span<const Branch> branches);

std::string show_pieces(Pieces pieces) {
  std::string out;
  for (const Piece* piece : pieces) {
    if (!out.empty()) out += ' ';
    switch (piece->kind) {
      case PieceKind::Text: out += fmt::format("'{}'", piece->text); break;
      case PieceKind::Value: out += fmt::format("{{{}}}", show(piece->value)); break;
      case PieceKind::If: out += fmt::format("{{if{}}}", show_branches(piece->branches)); break;
      case PieceKind::For:
        out += fmt::format("{{for {} in {}{}}}", piece->name.text, show(piece->value), show_branches(piece->branches));
        break;
      case PieceKind::Set: out += fmt::format("{{set {} {}}}", piece->name.text, show(piece->value)); break;
      case PieceKind::Include: out += fmt::format("{{include {}}}", piece->text); break;
    }
  }
  return out;
}

std::string show_branches(std::span<const Branch> branches) {
  std::string out;
  for (const Branch& branch : branches) {
    out +=
        fmt::format(" {}: {};", branch.condition == nullptr ? "_" : show(branch.condition), show_pieces(branch.body));
  }
  return out;
}

std::string show_pattern(const Pattern& pattern) {
  if (pattern.kind == PatternKind::Any) return "_";
  if (pattern.kind == PatternKind::Literal) return show(pattern.first);
  return (pattern.first ? show(pattern.first) : "") + ".." + (pattern.last ? show(pattern.last) : "");
}

std::string show_match(const MatchExpr& match) {
  std::string out = "(match " + show(match.subject);
  for (const Arm& arm : match.arms) {
    out += " [";
    for (const Pattern& pattern : arm.patterns) out += show_pattern(pattern) + " ";
    out += "=> " + show(arm.value) + "]";
  }
  return out + ")";
}

std::string show_binary(const BinaryExpr& binary) {
  constexpr std::string_view kSigns[] = {"or",     "and", "==", "!=", "<", "<=", ">",  ">=", "in",
                                         "not-in", "??",  "+",  "-",  "*", "/",  "//", "%"};
  return fmt::format("({} {} {})", kSigns[static_cast<int>(binary.op)], show(binary.left), show(binary.right));
}

std::string show_list(const ListExpr& list) {
  std::string out = "[";
  for (const Item& item : list.items)
    out += (out.size() > 1 ? " " : "") + std::string(item.spread ? "..." : "") + show(item.value);
  return out + "]";
}

std::string show_record(const RecordExpr& record) {
  std::string out = "{";
  for (const Entry& entry : record.entries) {
    out += (out.size() > 1 ? " " : "") + (entry.spread ? "..." : std::string(entry.key.text) + ":") + show(entry.value);
  }
  return out + "}";
}

std::string show(const Expr* expr) {
  if (expr == nullptr) return "-";
  switch (expr->kind) {
    case ExprKind::Error: return "ERROR";
    case ExprKind::Null: return "null";
    case ExprKind::Bool: return expr->as<BoolExpr>().value ? "true" : "false";
    case ExprKind::Int: return fmt::format("{}", expr->as<IntExpr>().value);
    case ExprKind::Float: return fmt::format("{}f", expr->as<FloatExpr>().value);
    case ExprKind::Money: return fmt::format("${}n", expr->as<MoneyExpr>().nano_dollars);
    case ExprKind::Duration: return fmt::format("{}ms", expr->as<DurationExpr>().milliseconds);
    case ExprKind::Regex: return fmt::format("/{}/", expr->as<RegexExpr>().pattern);
    case ExprKind::String: return fmt::format("\"{}\"", show_pieces(expr->as<StringExpr>().pieces));
    case ExprKind::Name: return std::string(expr->as<NameExpr>().name.text);
    case ExprKind::It: return "it";
    case ExprKind::List: return show_list(expr->as<ListExpr>());
    case ExprKind::Record: return show_record(expr->as<RecordExpr>());
    case ExprKind::Comprehension: {
      const auto& c = expr->as<ComprehensionExpr>();
      return fmt::format("[{} for {} in {} if {}]", show(c.body), c.element.text, show(c.list), show(c.condition));
    }
    case ExprKind::Paren: return fmt::format("<{}>", show(expr->as<ParenExpr>().inner));
    case ExprKind::Call:
      return fmt::format("({}(){})", show(expr->as<CallExpr>().callee), show_args(expr->as<CallExpr>().args));
    case ExprKind::Pipe: {
      const auto& pipe = expr->as<PipeExpr>();
      return fmt::format("({} | {}{})", show(pipe.value), show(pipe.callee), show_args(pipe.args));
    }
    case ExprKind::Field:
      return fmt::format("{}.{}", show(expr->as<FieldExpr>().object), expr->as<FieldExpr>().field.text);
    case ExprKind::Subscript:
      return fmt::format("{}[{}]", show(expr->as<SubscriptExpr>().object), show(expr->as<SubscriptExpr>().index));
    case ExprKind::Unary:
      return fmt::format("({} {})", expr->as<UnaryExpr>().op == UnaryOp::Not ? "not" : "neg",
                         show(expr->as<UnaryExpr>().operand));
    case ExprKind::Binary: return show_binary(expr->as<BinaryExpr>());
    case ExprKind::Range:
      return fmt::format("(.. {} {})", show(expr->as<RangeExpr>().first), show(expr->as<RangeExpr>().last));
    case ExprKind::When: {
      const auto& when = expr->as<WhenExpr>();
      return fmt::format("(when {} {} {})", show(when.value), show(when.condition), show(when.otherwise));
    }
    case ExprKind::Where: {
      const auto& where = expr->as<WhereExpr>();
      return fmt::format("(where {} {} {} {})", show(where.value), show(where.condition), show(where.saying),
                         show(where.retry));
    }
    case ExprKind::Match: return show_match(expr->as<MatchExpr>());
  }
  return "?";
}

std::string show(const TypeExpr* type) {
  if (type == nullptr) return "-";
  std::string out;
  switch (type->kind) {
    case TypeExprKind::Error: out = "ERROR"; break;
    case TypeExprKind::Named:
      for (const Name& part : type->path) out += (out.empty() ? "" : ".") + std::string(part.text);
      break;
    case TypeExprKind::Literal: out = show(type->literal); break;
    case TypeExprKind::List: out = "[" + show(type->element) + "]"; break;
    case TypeExprKind::Record:
      out = "{";
      for (const FieldDecl& field : type->fields) {
        out += fmt::format("{}{}: {}{}", out.size() > 1 ? ", " : "", field.name.text, show(field.type),
                           field.default_value ? " = " + show(field.default_value) : "");
      }
      out += "}";
      break;
    case TypeExprKind::Union:
      for (const TypeExpr* member : type->members) out += (out.empty() ? "<" : " | ") + show(member);
      out += ">";
      break;
  }
  if (type->bound != nullptr) {
    const Bound& bound = *type->bound;
    out += bound.is_regex ? fmt::format("(/{}/)", bound.pattern)
                          : fmt::format("({}..{})", show(bound.first), show(bound.last));
  }
  return out + (type->optional ? "?" : "");
}

}  // namespace

Parsed::Parsed(std::string text) { file = parse(sources, sources.add("test.sdg", std::move(text)), sink); }

std::vector<std::string> Parsed::mistakes() const {
  std::vector<std::string> lines;
  for (const auto& diag : sink.sorted()) {
    const auto place = sources[diag.span.file].position(diag.span.begin);
    lines.push_back(
        fmt::format("{}:{} {} {}", place.line, place.column, sdg::diag::code_text(diag.code), diag.message));
  }
  return lines;
}

std::string Parsed::value() const { return show(decl<ParamDecl>().default_value); }

std::string Parsed::type() const { return show(decl<TypeDecl>().type); }

std::string shape(std::string_view text) {
  const Parsed parsed("param x = " + std::string(text) + "\n");
  for (const std::string& mistake : parsed.mistakes()) FAIL_CHECK(mistake);
  return parsed.value();
}

std::string type_shape(std::string_view text) {
  const Parsed parsed("type T = " + std::string(text) + "\n");
  for (const std::string& mistake : parsed.mistakes()) FAIL_CHECK(mistake);
  return parsed.type();
}

std::string pieces(std::string_view text) {
  const std::string shown = shape(text);
  return shown.substr(1, shown.size() - 2);
}

std::vector<std::string> mistakes(std::string text) { return Parsed(std::move(text)).mistakes(); }

TEST_CASE("ids of expressions are dense and name themselves") {
  const Parsed parsed("param a = [1, f(2, x = 3), {b: -4}]\nparam b = 1 +\nparam c = \"x {y + 1} {f(} z\"\n");
  for (std::size_t i = 0; i < parsed.file.exprs.size(); ++i) CHECK(parsed.file.exprs[i]->id == i);
}
