#include "compiler/sema/module.h"

namespace sdg::sema {

std::string name_on_command_line(const Module& module, const ParamInfo& param) {
  std::string name(param.decl->name.text);
  if (param.scope == kMainScope) return name;
  for (const auto& [alias, symbol] : module.scopes[kMainScope].names) {
    if (symbol == Symbol{SymbolKind::Module, param.scope}) return std::string(alias) + "." + name;
  }
  return {};
}

}  // namespace sdg::sema
