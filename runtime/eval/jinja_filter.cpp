#include "runtime/eval/jinja_filter.h"

#include <array>

namespace sdg::eval {

using plan::JinjaFilter;

bool JinjaFilterCall::flag(std::size_t place, std::string_view name, bool otherwise) const {
  const auto given = argument(place, name);
  return given ? given->is_true() : otherwise;
}

std::int64_t JinjaFilterCall::whole(std::size_t place, std::string_view name, std::int64_t otherwise) const {
  const auto given = argument(place, name);
  if (!given) return otherwise;
  if (given->is_whole()) return given->whole();
  trouble.fail("'" + given->type_name() + "' object cannot be interpreted as an integer");
  return otherwise;
}

std::string JinjaFilterCall::text(std::size_t place, std::string_view name, std::string otherwise) const {
  const auto given = argument(place, name);
  return given ? print(*given) : std::move(otherwise);
}

std::string JinjaFilterCall::subject() const { return print(value); }

#define SDG_JINJA_FILTER(Name, names, arguments, doc, example) \
  template <>                                                  \
  JinjaValue filtered<JinjaFilter::Name>(const JinjaFilterCall& call);
#include "compiler/plan/jinja_filters.def"
#undef SDG_JINJA_FILTER

JinjaValue apply_filter(JinjaFilter filter, const JinjaFilterCall& call) {
  using Run = JinjaValue (*)(const JinjaFilterCall&);
  static constexpr std::array kRuns{
#define SDG_JINJA_FILTER(Name, names, arguments, doc, example) static_cast<Run>(&filtered<JinjaFilter::Name>),
#include "compiler/plan/jinja_filters.def"
#undef SDG_JINJA_FILTER
  };
  return kRuns[static_cast<std::size_t>(filter)](call);
}

}  // namespace sdg::eval
