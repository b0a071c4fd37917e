#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "compiler/sema/checker.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// `measure n = mean(score) * 100 by label`: aggregates over the rows, and what is calculated of them.
void Checker::check_measure(const DatasetLine& line) {
  const auto earlier = std::ranges::find_if(place_.dataset->decl->lines, [&](const DatasetLine& other) {
    return other.kind == DatasetLineKind::Measure && other.name.text == line.name.text;
  });
  if (&*earlier != &line) {
    auto& diagnostic =
        error(Code::DuplicateName, line.name.span, fmt::format("two measures are called `{}`", line.name.text));
    diagnostic.others.push_back({earlier->name.span, "first here"});
  }
  place_.in_measure = true;
  const TypeId result = check(*line.value);
  place_.in_measure = false;
  check_groups(line.by);
  const bool has_aggregate = !walk(*line.value, [&](const Expr& part) {
    const CallInfo* call = module_.call(part);
    return !call || call->target.kind != SymbolKind::Aggregate;
  });
  if (has_aggregate || type(result).kind == TypeKind::Error) return;
  auto& diagnostic = error(Code::BadMeasure, line.value->span, "a measure says something of all rows together",
                           "this is the same without any");
  diagnostic.hints.push_back(
      {"count them: `count()`; or take `mean(…)`, `sum(…)`, `min(…)`, `max(…)` of a column", {}});
}

namespace {

/// A name with the fields behind it: `p.age` of `p`.
source::Span with_fields(source::Span name, std::string_view file) {
  const auto is_part = [&](std::uint32_t at) {
    return at < file.size() && (std::isalnum(static_cast<unsigned char>(file[at])) != 0 || file[at] == '_');
  };
  while (name.end < file.size() && file[name.end] == '.' && is_part(name.end + 1))
    for (++name.end; is_part(name.end);) ++name.end;
  return name;
}

}  // namespace

/// Outside of an aggregate there is no row whose value could be read.
bool Checker::stands_in_measure(source::Span at, std::string_view what) {
  if (!place_.in_measure) return false;
  auto& diagnostic = error(Code::BadMeasure, at, "a measure is over all rows, and this is of one",
                           fmt::format("{} in each row", what));
  const source::Span all = with_fields(at, surroundings_.sources[at.file].text());
  const std::string written(surroundings_.sources.text(all));
  diagnostic.hints.push_back({"take its average", {{all, "mean(" + written + ")"}}});
  return true;
}

/// `mean(score)` in a measure is the aggregate; with several arguments `min` and `max` are the functions they always
/// are.
std::optional<plan::Aggregate> Checker::aggregate_called(const CallSite& site) const {
  const auto* name = place_.in_measure ? site.callee.try_as<NameExpr>() : nullptr;
  return name && site.args.size() <= 1 ? plan::find_aggregate(name->name.text) : std::nullopt;
}

/// Its argument is an expression of a row.
TypeId Checker::call_aggregate(const CallSite& site, plan::Aggregate aggregate) {
  CallInfo info;
  info.target = {SymbolKind::Aggregate, static_cast<std::uint32_t>(aggregate)};
  place_.in_measure = false;
  for (const Arg& arg : site.args) {
    check(*arg.value);
    info.args.push_back(arg.value);
  }
  place_.in_measure = true;
  module_.calls[site.expr.id] = std::move(info);
  const plan::AggregateSpec& spec = plan::spec(aggregate);
  for (const plan::Signature& signature : plan::signatures(aggregate)) {
    const auto matched = match_signature(site, signature);
    if (matched) return matched->result;
  }
  const bool is_known = std::ranges::none_of(
      site.args, [&](const Arg& arg) { return type(module_.type_of(*arg.value)).kind == TypeKind::Error; });
  if (is_known) report_signature(site, spec.name, spec.signature);
  return error_type();
}

}  // namespace sdg::sema
