#include "compiler/sema/type_facts.h"

#include <algorithm>

#include "compiler/sema/fit.h"

namespace sdg::sema {

using plan::TypeKind;

namespace {

// Sums of it cannot overflow before they are cut.
constexpr std::uint64_t kCountless = std::uint64_t{1} << 40;

}  // namespace

const TypeFact& TypeFacts::of(const plan::TypeTable& types, plan::TypeId id) {
  for (auto next = static_cast<std::uint32_t>(facts_.size()); next <= id.index; ++next) {
    const plan::Type& type = types[{next}];
    TypeFact fact;
    fact.holds_secret = type.kind == TypeKind::Secret;
    fact.holds_float = types[widened(types, {next})].kind == TypeKind::Float;
    const auto add = [&](plan::TypeId part) {
      fact.parts = std::min(kCountless, fact.parts + facts_[part.index].parts);
      fact.depth = std::max(fact.depth, facts_[part.index].depth);
      fact.holds_secret |= facts_[part.index].holds_secret;
      fact.holds_float |= facts_[part.index].holds_float;
    };
    if (type.kind == TypeKind::List || type.kind == TypeKind::Optional) add(type.element);
    for (const plan::Field& field : type.fields) add(field.type);
    if (type.kind == TypeKind::List || type.kind == TypeKind::Record) ++fact.depth;
    facts_.push_back(fact);
  }
  return facts_[id.index];
}

}  // namespace sdg::sema
