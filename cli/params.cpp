#include "cli/params.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diag/suggestion.h"
#include "compiler/plan/json_reader.h"
#include "runtime/value/conform.h"
#include "runtime/value/scalar_reader.h"

namespace sdg::cli {

using diag::Code;
using plan::TypeKind;
using plan::Value;

namespace {

ParamMistake unknown_param(const sema::Module& module, const std::string& name) {
  std::vector<std::string> known;
  for (const sema::ParamInfo& param : module.params) {
    known.push_back(sema::name_on_command_line(module, param));
    if (known.back().empty()) known.pop_back();
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  std::string message = fmt::format("the program has no parameter `{}`", name);
  if (const auto near = diag::closest(name, names))
    return {Code::UnknownParam, message + fmt::format("; there is `{}`", *near)};
  return {Code::UnknownParam,
          names.empty() ? message : message + fmt::format("; it has `{}`", fmt::join(names, "`, `"))};
}

/// A text as it is; scalars as a person writes them; lists, records and json as JSON.
std::optional<Value> read_value(const value::Conformer& conformer, plan::TypeId type, const std::string& text) {
  const plan::TypeTable& types = conformer.types();
  const TypeKind kind = types[types.required(type)].kind;
  // Nothing and `null` may be texts; an empty secret is none.
  const bool is_null = kind != TypeKind::String && (text.empty() || (text == "null" && kind != TypeKind::Secret));
  if (types.is_optional(type) && is_null) return Value();
  if (kind == TypeKind::Secret) return Value::string(text);
  if (kind == TypeKind::List || kind == TypeKind::Record || kind == TypeKind::Json) {
    const auto json = plan::read_json(text, plan::JsonRules::Lenient);
    if (!json) return {};
    auto value = conformer.conform(type, *json);
    return value ? std::optional(std::move(*value)) : std::nullopt;
  }
  if (kind == TypeKind::String) {
    auto value = conformer.conform(type, Value::string(text));
    return value ? std::optional(std::move(*value)) : std::nullopt;
  }
  auto value = value::read_scalar(conformer, types.required(type), text);
  return value ? std::optional(std::move(*value)) : std::nullopt;
}

}  // namespace

Result<std::unordered_map<std::string, Value>, ParamMistake> read_params(const sema::Module& module,
                                                                         const std::vector<std::string>& texts) {
  std::unordered_map<std::string, Value> values;
  const value::Conformer conformer(module.types);
  for (const std::string& written : texts) {
    const auto equals = written.find('=');
    if (equals == std::string::npos)
      return ParamMistake{Code::ParamValue, fmt::format("`-p {}` is not of the form `-p name=value`", written)};
    const std::string name = written.substr(0, equals), text = written.substr(equals + 1);
    const auto param = std::ranges::find(
        module.params, name, [&](const sema::ParamInfo& info) { return name_on_command_line(module, info); });
    if (param == module.params.end()) return unknown_param(module, name);
    if (values.contains(name))
      return ParamMistake{Code::ParamValue, fmt::format("`-p {}`: the parameter `{}` is set twice", written, name)};
    auto value = read_value(conformer, param->type, text);
    if (!value) {
      const bool is_list = module.types[module.types.required(param->type)].kind == plan::TypeKind::List;
      return ParamMistake{Code::ParamValue,
                          fmt::format("`-p {}`: the parameter `{}` is of the type `{}`{}", written, name,
                                      module.types.show(param->type),
                                      is_list ? fmt::format(", written `-p '{}=[…]'` as in JSON", name) : "")};
    }
    values[name] = std::move(*value);
  }
  return values;
}

}  // namespace sdg::cli
