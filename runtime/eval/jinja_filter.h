#pragma once

#include "compiler/plan/jinja.h"
#include "runtime/eval/jinja_value.h"

namespace sdg::eval {

/// A value on its way through a filter or test, with the arguments.
struct JinjaFilterCall {
  const JinjaValue& value;
  const JinjaArguments& arguments;
  JinjaTrouble& trouble;

  std::optional<JinjaValue> argument(std::size_t place, std::string_view name) const {
    return arguments.find(place, name);
  }
  bool flag(std::size_t place, std::string_view name, bool otherwise) const;
  std::int64_t whole(std::size_t place, std::string_view name, std::int64_t otherwise) const;
  std::string text(std::size_t place, std::string_view name, std::string otherwise) const;
  /// The value as a text: Python's `str` of it.
  std::string subject() const;
};

/// What a filter makes of a value. Defined for each, in one file a topic: jinja_filter_<topic>.cpp; one that is
/// forgotten does not link.
template <plan::JinjaFilter Filter>
JinjaValue filtered(const JinjaFilterCall& call);

JinjaValue apply_filter(plan::JinjaFilter filter, const JinjaFilterCall& call);
bool apply_test(plan::JinjaTest test, const JinjaFilterCall& call);

/// JSON as Jinja's `tojson` writes it, safe for HTML, or as `json` does, for people and models.
std::string template_json(const JinjaValue& value, std::optional<std::int64_t> indent, bool is_for_html,
                          JinjaTrouble& trouble);

}  // namespace sdg::eval
