#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "compiler/plan/civil_time.h"
#include "compiler/plan/regex.h"
#include "compiler/plan/regex_tree.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/drawn_range.h"
#include "compiler/sema/written_number.h"

// What a sampler is given, as far as it stands in the program: what can never be drawn from is told before the run.
namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::Builtin;

namespace {

std::optional<std::int64_t> moment_of(const Expr& expr, bool is_day) {
  const auto* string = expr.try_as<StringExpr>();
  if (!string || !string->is_plain()) return std::nullopt;
  const std::string text(string->plain_text());
  return is_day ? plan::parse_date(text) : plan::parse_datetime(text);
}

/// What a sampler demands of a number that it is given, by the place of its parameter.
struct Demand {
  Builtin sampler;
  std::size_t place;
  double least, most;
  bool open;  // the least itself is too little
  std::string_view words;
};
constexpr double kNoEnd = std::numeric_limits<double>::infinity();
constexpr Demand kDemands[] = {
    {Builtin::Bernoulli, 0, 0, 1, false, "a probability lies between 0 and 1"},
    {Builtin::Binomial, 0, 0, kNoEnd, false, "it counts, so it is not negative"},
    {Builtin::Binomial, 1, 0, 1, false, "a probability lies between 0 and 1"},
    {Builtin::Geometric, 0, 0, 1, true, "a probability lies between 0 and 1"},
    {Builtin::Normal, 1, 0, kNoEnd, false, "a deviation is not negative"},
    {Builtin::Lognormal, 1, 0, kNoEnd, false, "a deviation is not negative"},
    {Builtin::Poisson, 0, 0, kNoEnd, false, "the mean of a count is not negative"},
    {Builtin::Exponential, 0, 0, kNoEnd, true, "the mean must be above 0"},
    {Builtin::Gamma, 0, 0, kNoEnd, true, "the shape must be above 0"},
    {Builtin::Gamma, 1, 0, kNoEnd, true, "the scale must be above 0"},
    {Builtin::Beta, 0, 0, kNoEnd, true, "it must be above 0"},
    {Builtin::Beta, 1, 0, kNoEnd, true, "it must be above 0"},
    {Builtin::Zipf, 0, 1, kNoEnd, false, "there is at least one rank"},
    {Builtin::Uniform, 2, 0, kNoEnd, true, "the step must be above 0"},
    {Builtin::Uniform, 3, 0, 15, false, "it keeps 0 to 15 decimals"},
    {Builtin::Pick, 1, 0, kNoEnd, false, "it counts, so it is not negative"},
    {Builtin::Words, 0, 0, kNoEnd, false, "it counts, so it is not negative"},
};

/// The two ends of a draw, in the wrong order.
bool is_reversed(const DrawnEnds& ends, Builtin sampler) {
  if (sampler == Builtin::Date || sampler == Builtin::DateTime) {
    const auto first = moment_of(*ends.first, sampler == Builtin::Date);
    const auto last = moment_of(*ends.last, sampler == Builtin::Date);
    return first && last && *first > *last;
  }
  const auto* shortest = ends.first->try_as<DurationExpr>();
  const auto* longest = ends.last->try_as<DurationExpr>();
  if (shortest && longest) return shortest->milliseconds > longest->milliseconds;
  const auto first = written_number(*ends.first), last = written_number(*ends.last);
  return first && last && *first > *last;
}

double sum_of(const RecordExpr& shares) {
  double sum = 0;
  for (const Entry& share : shares.entries) sum += written_number(*share.value).value_or(std::nan(""));
  return sum;
}

}  // namespace

/// What a sampler's parameter is given, by place or by any of its names.
const Expr* Checker::drawn_with(const CallSite& site, Builtin sampler, std::size_t place) const {
  std::size_t next = 0;
  for (const Arg& arg : site.args) {
    const bool is_by_place = arg.name.text.empty();
    if (is_by_place && next++ == place) return arg.value;
    const auto is_named = [&](const plan::Signature& signature) {
      return place < signature.params.size() && signature.params[place].name == arg.name.text;
    };
    if (!is_by_place && std::ranges::any_of(plan::signatures(sampler), is_named)) return arg.value;
  }
  return nullptr;
}

void Checker::check_draw(const CallSite& site, Builtin sampler) {
  for (const Demand& demand : kDemands) {
    const Expr* given = demand.sampler == sampler ? drawn_with(site, sampler, demand.place) : nullptr;
    if (!given) continue;
    const auto value = written_number(*given);
    if (!value || (demand.open ? *value > demand.least : *value >= demand.least)) {
      if (!value || *value <= demand.most) continue;
    }
    error(Code::ImpossibleDraw, given->span, fmt::format("`{}` can never be drawn from this", plan::spec(sampler).name),
          std::string(demand.words));
    return;
  }
  const DrawnEnds ends = ends_of(site.args, sampler);
  if (ends.first && is_reversed(ends, sampler)) {
    auto& diagnostic =
        error(Code::ImpossibleDraw, source::join(ends.first->span, ends.last->span), "this ends before it begins");
    diagnostic.hints.push_back(
        {"turn it around", {{ends.first->span, text_of(*ends.last)}, {ends.last->span, text_of(*ends.first)}}});
  }
  if (const Expr* mode = sampler == Builtin::Triangular ? drawn_with(site, sampler, 2) : nullptr) {
    const auto peak = written_number(*mode);
    const auto low = ends.first ? written_number(*ends.first) : peak,
               high = ends.last ? written_number(*ends.last) : peak;
    if (peak && ((low && *peak < *low) || (high && *peak > *high)))
      error(Code::ImpossibleDraw, mode->span, "the mode lies between the two ends", "this is outside of them");
  }
  if (sampler == Builtin::DateTime) check_zone(site);
  if (sampler == Builtin::Pattern) check_drawn_text(site);
  const bool has_options = sampler == Builtin::Choice || sampler == Builtin::Exact || sampler == Builtin::Pick;
  if (const Expr* options = has_options ? drawn_with(site, sampler, 0) : nullptr)
    check_options(site, *options, sampler);
}

namespace {

/// Weights as the smallest whole numbers in the same proportion: `0.33` and `0.66` are 1 and 2. None where they are not
/// decimals that a person would write.
std::vector<diag::Edit> as_whole_parts(const RecordExpr& weights) {
  constexpr double kMostDecimals = 1e6;
  std::vector<std::int64_t> parts;
  std::int64_t divisor = 0;
  for (const Entry& weight : weights.entries) {
    const auto value = written_number(*weight.value);
    const double scaled = value.value_or(0) * kMostDecimals;
    if (!value || weight.spread || std::abs(scaled - std::round(scaled)) > 1e-6 || scaled > 1e12) return {};
    parts.push_back(static_cast<std::int64_t>(std::round(scaled)));
    divisor = std::gcd(divisor, parts.back());
  }
  std::vector<diag::Edit> edits;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    edits.push_back({weights.entries[i].value->span, std::to_string(parts[i] / divisor)});
  }
  return edits;
}

}  // namespace

/// `pick(list, 3)`: so many different ones are there, or not.
void Checker::check_picked(const CallSite& site, const Expr& options) {
  const auto* list = options.try_as<ListExpr>();
  if (!list || std::ranges::any_of(list->items, &Item::spread) || site.args.size() < 2) return;
  const auto count = site.args[1].name.text.empty() ? written_number(*site.args[1].value) : std::nullopt;
  if (!count || *count <= static_cast<double>(list->items.size())) return;
  auto& diagnostic = error(Code::ImpossibleDraw, site.args[1].value->span, "`pick` has not as many to choose from");
  diagnostic.others.push_back({options.span, fmt::format("these are {}", list->items.size())});
}

void Checker::check_zone(const CallSite& site) {
  const auto zone = std::ranges::find_if(site.args, [](const Arg& arg) { return arg.name.text == "zone"; });
  const auto* text = zone == site.args.end() ? nullptr : zone->value->try_as<StringExpr>();
  if (!text || !text->is_plain() || plan::parse_zone(std::string(text->plain_text()))) return;
  error(Code::ImpossibleDraw, text->span, fmt::format("`datetime` cannot read the zone `{}`", text->plain_text()),
        "a zone is how far its clocks are ahead of UTC")
      .hints.push_back({"write `\"+01:00\"`, or `\"-05:00\"`", {}});
}

namespace {

/// The expression without the signs that stand for no character and that nothing can be drawn from; empty where it
/// holds more of that kind.
std::string without_edges(std::string_view pattern) {
  std::string rest(pattern);
  for (;;) {
    const auto tree = plan::parse_regex(rest);
    if (tree) return plan::Regex::compile(rest) ? rest : "";
    const std::string_view part = tree.failure().part;
    constexpr std::string_view kEdges[] = {"^", "$", "\\A", "\\z", "\\b", "\\B"};
    if (std::ranges::find(kEdges, part) == std::end(kEdges)) return "";
    rest.erase(static_cast<std::size_t>(part.data() - rest.data()), part.size());
  }
}

}  // namespace

/// `pattern(/\bfoo/)`: of what can be searched for not all can be drawn.
void Checker::check_drawn_text(const CallSite& site) {
  const Expr* given = drawn_with(site, Builtin::Pattern, 0);
  const auto* regex = given ? given->try_as<RegexExpr>() : nullptr;
  // What cannot be read was told where it stands.
  if (!regex || !plan::Regex::compile(regex->pattern)) return;
  const auto tree = plan::parse_regex(regex->pattern);
  if (tree) return;
  const std::string_view part = tree.failure().part;
  const auto begin = regex->span.begin + 1 + static_cast<std::uint32_t>(part.data() - regex->pattern.data());
  auto& diagnostic =
      error(Code::ImpossibleDraw, {regex->span.file, begin, begin + static_cast<std::uint32_t>(part.size())},
            tree.failure().message);
  if (const std::string rest = without_edges(regex->pattern); !rest.empty()) {
    diagnostic.hints.push_back({fmt::format("leave it out: `/{}/`", rest), {{regex->span, "/" + rest + "/"}}});
  } else {
    diagnostic.hints.push_back({"a text is drawn from characters, classes, groups, `|` and repetitions", {}});
  }
}

/// The list or the weights of `choice` and `exact`.
void Checker::check_options(const CallSite& site, const Expr& options, Builtin sampler) {
  const std::string_view name = plan::spec(sampler).name;
  if (const auto* list = options.try_as<ListExpr>(); list && list->items.empty()) {
    error(Code::ImpossibleDraw, options.span, fmt::format("`{}` has nothing to choose from", name),
          "this list is empty");
    return;
  }
  if (sampler == Builtin::Pick) return check_picked(site, options);
  const auto* weights = options.try_as<RecordExpr>();
  if (!weights) return;
  for (const Entry& weight : weights->entries) {
    if (weight.spread || written_number(*weight.value).value_or(0) >= 0) continue;
    error(Code::ImpossibleDraw, weight.value->span, "a weight is not negative", "0 leaves it out");
    return;
  }
  const double sum = sum_of(*weights);
  if (sum == 0 || weights->entries.empty()) {
    error(Code::ImpossibleDraw, options.span, fmt::format("`{}` has nothing to choose from", name),
          weights->entries.empty() ? "this record is empty" : "all weights are 0");
    return;
  }
  const bool are_parts = std::ranges::any_of(weights->entries, [](const Entry& weight) {
    const double value = written_number(*weight.value).value_or(0);
    return value != std::floor(value);
  });
  constexpr double kRounding = 1e-9;
  if (sampler != Builtin::Exact || !are_parts || std::isnan(sum) || std::abs(sum - 1) <= kRounding) return;
  auto& diagnostic =
      error(Code::ImpossibleDraw, options.span, "exact shares come to 1", fmt::format("these come to {:.6g}", sum));
  if (auto edits = as_whole_parts(*weights); !edits.empty())
    diagnostic.hints.push_back({"say how many parts of the whole each has", std::move(edits)});
  diagnostic.hints.push_back(
      {"where the counts need not be exact, `choice` takes any weights", {{site.callee.span, "choice"}}});
}

}  // namespace sdg::sema
