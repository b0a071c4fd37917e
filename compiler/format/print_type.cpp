#include "compiler/format/printer.h"

// Types as written. Parentheses are not in the tree; they are taken from the source.
namespace sdg::format {

void Printer::annotation(const syntax::TypeExpr* type) {
  if (type == nullptr) return;
  token(":");
  space();
  this->type(*type);
}

void Printer::result_type(const syntax::TypeExpr* type) {
  if (type == nullptr) return;
  word("->");
  space();
  this->type(*type);
}

void Printer::type(const syntax::TypeExpr& type) {
  if (reader_.at("|")) {
    token("|");
    space_or_line();
  }
  const bool is_union = type.kind == syntax::TypeExprKind::Union;
  const bool belongs_to_member = is_union && type.members.front()->span.begin == reader_.position();
  if (reader_.at("(") && !belongs_to_member && !lost_) {
    token("(");
    this->type(type);
    token(")");
  } else {
    type_core(type);
  }
  type_suffix(type);
}

void Printer::type_core(const syntax::TypeExpr& type) {
  using enum syntax::TypeExprKind;
  switch (type.kind) {
    case Error: return copy(type.span);
    case Named: return path(type.path);
    case Literal: return copy(type.literal->span);
    case List:
      token("[");
      this->type(*type.element);
      return token("]");
    case Record: return fields(type.fields);
    case Union:
      for (const syntax::TypeExpr* const& member : type.members) {
        if (&member != &type.members.front()) {
          space_or_line();
          token("|");
          space_or_line();
        }
        this->type(*member);
      }
      return;
  }
}

void Printer::type_suffix(const syntax::TypeExpr& type) {
  if (type.bound != nullptr && reader_.at("(")) bound(*type.bound);
  if (reader_.at("?")) token("?");
}

void Printer::bound(const syntax::Bound& bound) {
  token("(");
  if (bound.is_regex) {
    const std::uint32_t begin = reader_.position();
    copy({file_.id, begin, begin + static_cast<std::uint32_t>(bound.pattern.size()) + 2});
  }
  if (bound.first != nullptr) copy(bound.first->span);
  if (reader_.at("..")) {
    token("..");
    if (bound.last != nullptr) copy(bound.last->span);
  }
  token(")");
}

void Printer::fields(std::span<const syntax::FieldDecl> fields) {
  std::vector<Entry> entries;
  for (const syntax::FieldDecl& one : fields) {
    const std::uint32_t end = one.default_value != nullptr ? one.default_value->span.end : one.type->span.end;
    entries.push_back({one.name.span.begin, end, [this, &one] { field(one); }});
  }
  list(kFields, entries);
}

void Printer::field(const syntax::FieldDecl& field) {
  copy(field.name);
  annotation(field.type);
  if (field.default_value != nullptr) body(*field.default_value);
}

}  // namespace sdg::format
