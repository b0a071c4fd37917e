#include <fmt/format.h>

#include "runtime/eval/jinja_access.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_operators.h"

namespace sdg::eval {

using plan::JinjaFilter;

namespace {

JinjaArguments without_first(const JinjaArguments& arguments, std::size_t count) {
  JinjaArguments rest;
  for (std::size_t i = count; i < arguments.places.size(); ++i) rest.places.push_back(arguments.places[i]);
  rest.names = arguments.names;
  return rest;
}

/// `map(attribute = "name", default = …)`
JinjaValue mapped_attribute(const JinjaFilterCall& call, const JinjaValue& attribute) {
  const auto otherwise = call.arguments.find(call.arguments.places.size(), "default");
  JinjaItems parts;
  for (const JinjaValue& element : elements_of(call.value, call.trouble)) {
    JinjaValue part = path_of(element, attribute, call.trouble);
    parts.push_back(part.is_undefined() && otherwise ? *otherwise : part);
  }
  return JinjaValue::iterator(std::move(parts), "generator object sync_do_map");
}

/// Elements of which a test, named by an argument, says `wanted`; with `by_attribute` of a part of them.
JinjaValue selected(const JinjaFilterCall& call, bool wanted, bool by_attribute) {
  const std::size_t skipped = by_attribute ? 1 : 0;
  if (call.arguments.places.size() < skipped) call.trouble.fail("Missing parameter for attribute name");
  std::optional<plan::JinjaTest> test;
  if (call.arguments.places.size() > skipped) {
    const std::string name = print(call.arguments.places[skipped]);
    test = plan::find_jinja_test(name);
    if (!test) call.trouble.fail(fmt::format("No test named '{}'.", name));
  }
  if (call.trouble.failed()) return {};
  const JinjaArguments rest = without_first(call.arguments, skipped + 1);
  if (test && rest.places.size() != plan::argument_count(*test)) {
    call.trouble.fail(
        fmt::format("the test '{}' takes another number of arguments", print(call.arguments.places[skipped])));
  }
  JinjaItems kept;
  for (const JinjaValue& element : elements_of(call.value, call.trouble)) {
    if (call.trouble.failed()) break;
    const JinjaValue part = by_attribute ? path_of(element, call.arguments.places[0], call.trouble) : element;
    const bool holds = test ? apply_test(*test, {part, rest, call.trouble}) : part.is_true();
    if (holds == wanted) kept.push_back(element);
  }
  return JinjaValue::iterator(std::move(kept), "generator object select_or_reject");
}

}  // namespace

template <>
JinjaValue filtered<JinjaFilter::Map>(const JinjaFilterCall& call) {
  const auto attribute = call.arguments.find(call.arguments.places.size(), "attribute");
  if (call.arguments.places.empty() && attribute) return mapped_attribute(call, *attribute);
  if (call.arguments.places.empty()) {
    call.trouble.fail("map requires a filter argument");
    return {};
  }
  const std::string name = print(call.arguments.places[0]);
  const auto filter = plan::find_jinja_filter(name);
  if (!filter) {
    call.trouble.fail(fmt::format("No filter named '{}'.", name));
    return {};
  }
  const JinjaArguments rest = without_first(call.arguments, 1);
  JinjaItems results;
  for (const JinjaValue& element : elements_of(call.value, call.trouble)) {
    if (call.trouble.failed()) break;
    results.push_back(apply_filter(*filter, {element, rest, call.trouble}));
  }
  return JinjaValue::iterator(std::move(results), "generator object sync_do_map");
}

template <>
JinjaValue filtered<JinjaFilter::Select>(const JinjaFilterCall& call) {
  return selected(call, true, false);
}
template <>
JinjaValue filtered<JinjaFilter::Reject>(const JinjaFilterCall& call) {
  return selected(call, false, false);
}
template <>
JinjaValue filtered<JinjaFilter::Selectattr>(const JinjaFilterCall& call) {
  return selected(call, true, true);
}
template <>
JinjaValue filtered<JinjaFilter::Rejectattr>(const JinjaFilterCall& call) {
  return selected(call, false, true);
}

}  // namespace sdg::eval
