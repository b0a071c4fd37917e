#include <fmt/format.h>

#include <algorithm>

#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_renderer.h"

namespace sdg::eval {

/// A macro, or what a `{% call %}` stands around. It knows the names around it as they are when it is called, for as
/// long as their block lasts: the scope holds the macro, so the macro must not hold the scope.
JinjaValue JinjaRenderer::macro(const JinjaStatement& statement, const JinjaPlace& place, bool is_caller) {
  const std::string name = is_caller ? "caller" : statement.text;
  JinjaPlace home = place;
  home.scope = nullptr;
  home.root = nullptr;
  const std::weak_ptr<JinjaScope> scope = place.scope, root = place.root;
  JinjaValue value = JinjaValue::function(fmt::format("Macro '{}'", name),
                                          [this, &statement, home, scope, root](const JinjaArguments& given) {
                                            JinjaPlace around = home;
                                            around.scope = scope.lock();
                                            around.root = root.lock();
                                            if (!around.scope || !around.root) {
                                              trouble_.fail("the block that the macro belongs to has ended");
                                              return JinjaValue();
                                            }
                                            return call_macro(statement, around, given);
                                          });
  value.object()->attribute = [name](std::string_view attribute) -> std::optional<JinjaValue> {
    return attribute == "name" ? std::optional(JinjaValue(name)) : std::nullopt;
  };
  return value;
}

JinjaValue JinjaRenderer::call_macro(const JinjaStatement& statement, const JinjaPlace& place,
                                     const JinjaArguments& given) {
  const Level level(*this);
  if (!level.ok()) return {};
  std::string text;
  JinjaPlace inside = place.inside(text);
  inside.parent = nullptr;
  bind(statement, inside, given);
  if (!trouble_.failed()) run(statement.bodies[0], inside);
  return JinjaValue(std::move(text));
}

/// Arguments to parameters; what is left over are `varargs` and `kwargs`, if the macro asks for them.
void JinjaRenderer::bind(const JinjaStatement& statement, JinjaPlace& inside, const JinjaArguments& given) {
  const auto& params = statement.params;
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (const auto value = given.find(i, params[i].name)) {
      inside.scope->set(params[i].name, *value);
    } else if (!params[i].default_value.is_absent()) {
      inside.scope->set(params[i].name, evaluate(params[i].default_value, inside));
    } else {
      inside.scope->set(params[i].name,
                        JinjaValue::undefined(fmt::format("parameter '{}' was not provided", params[i].name)));
    }
  }
  const std::string& name = statement.kind == JinjaStatementKind::Macro ? statement.text : "caller";
  JinjaItems rest;
  for (std::size_t i = params.size(); i < given.places.size(); ++i) rest.push_back(given.places[i]);
  if (!rest.empty() && !statement.takes_varargs) {
    return trouble_.fail(fmt::format("macro '{}' takes no more than {} argument(s)", name, params.size()));
  }
  JinjaEntries others;
  for (const auto& [argument, value] : given.names) {
    if (std::ranges::find(params, argument, &plan::JinjaParam::name) != params.end()) continue;
    if (argument == "caller") {
      inside.scope->set("caller", value);
    } else if (statement.takes_kwargs) {
      others.emplace_back(JinjaValue(argument), value);
    } else {
      return trouble_.fail(fmt::format("macro '{}' takes no keyword argument '{}'", name, argument));
    }
  }
  if (statement.takes_varargs) inside.scope->set("varargs", JinjaValue::tuple(std::move(rest)));
  if (statement.takes_kwargs) inside.scope->set("kwargs", JinjaValue::dict(std::move(others)));
}

void JinjaRenderer::run_call_block(const JinjaStatement& statement, JinjaPlace& place) {
  const JinjaExpr& call = statement.exprs[0];
  const JinjaValue callee = evaluate(call.parts[0], place);
  if (!demand(callee, trouble_)) return;
  if (!callee.object() || !callee.object()->call) {
    return trouble_.fail(fmt::format("'{}' object is not callable", callee.type_name()));
  }
  JinjaArguments given = arguments(call, place);
  given.names.emplace_back("caller", macro(statement, place, true));
  if (!trouble_.failed()) write(print(callee.object()->call(given)), place);
}

}  // namespace sdg::eval
