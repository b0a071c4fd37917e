#include "compiler/plan/builtin.h"

#include <cstddef>
#include <unordered_map>

namespace sdg::plan {
namespace {

constexpr BuiltinSpec kBuiltins[] = {
#define SDG_BUILTIN(Name, kind, text, signature, doc, example) \
  {Builtin::Name, BuiltinKind::kind, text, signature, doc, example},
#include "compiler/plan/builtins.def"
#undef SDG_BUILTIN
};

std::unordered_map<std::string_view, Builtin> names_before_parentheses() {
  std::unordered_map<std::string_view, Builtin> names;
  for (const auto& builtin : kBuiltins) {
    if (builtin.kind != BuiltinKind::Operator) names.emplace(builtin.name, builtin.id);
  }
  return names;
}

}  // namespace

const BuiltinSpec& spec(Builtin id) { return kBuiltins[static_cast<std::size_t>(id)]; }

std::optional<Builtin> find_builtin(std::string_view name) {
  static const auto names = names_before_parentheses();
  const auto found = names.find(name);
  if (found == names.end()) return std::nullopt;
  return found->second;
}

std::span<const BuiltinSpec> all_builtins() { return kBuiltins; }

}  // namespace sdg::plan
