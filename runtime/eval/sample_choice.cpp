#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "runtime/eval/placement.h"
#include "runtime/eval/sampler.h"
#include "runtime/eval/weights.h"

namespace sdg::eval {
namespace {

using plan::ValueKind;

/// The options of `choice([…])` and of `choice(a, b, …)`.
std::span<const Value> options_of(const SamplerArgs& args) {
  const auto all = args.all();
  return all.size() == 1 && all[0].is_list() ? all[0].items() : all;
}

Drawn weighted_name(const Value& record, DrawSite& site) {
  auto weights = read_weights(record.fields());
  if (!weights) return weights.take_failure();
  return Value::string((*record.shape())[weighted_place(*weights, site.own)]);
}

/// The free places in order, without those taken: which one is number `place`?
std::uint64_t nth_free(std::uint64_t place, const std::vector<std::uint64_t>& taken_in_order) {
  for (const auto taken : taken_in_order) {
    if (taken > place) break;
    ++place;
  }
  return place;
}

Drawn pick_some(std::span<const Value> xs, std::int64_t count, DrawSite& site) {
  if (count < 0 || static_cast<std::uint64_t>(count) > xs.size()) {
    return no_draw(fmt::format("`pick` cannot take {} different ones of {}", count, xs.size()));
  }
  std::vector<Value> picked;
  std::vector<std::uint64_t> taken;
  while (picked.size() < static_cast<std::size_t>(count)) {
    const auto place = nth_free(jump_place(site.own.next(), xs.size() - taken.size()), taken);
    taken.insert(std::ranges::upper_bound(taken, place), place);
    picked.push_back(xs[place]);
  }
  return Value::list(std::move(picked));
}

Drawn pick_unique(std::span<const Value> xs, const DrawSite& site) {
  if (site.index >= xs.size()) {
    return no_draw(fmt::format("`pick(…, unique = true)` has {} to give, and this is row {}", xs.size(), site.index));
  }
  return xs[permuted(site.index, xs.size(), site.shared())];
}

}  // namespace

Drawn draw_choice(const SamplerArgs& args, DrawSite& site) {
  if (args.all().size() == 1 && args.all()[0].is_record()) return weighted_name(args.all()[0], site);
  const auto options = options_of(args);
  if (options.empty()) return no_draw("`choice` has no options");
  return options[jump_place(site.own.next(), options.size())];
}

Drawn draw_mixture(const SamplerArgs& args, DrawSite& site) {
  const auto parts = args.positional();
  const auto& given = args.named("weights");
  if (parts.empty()) return no_draw("`mixture` has no parts");
  if (given.is_null()) return parts[site.own.below(parts.size())];
  if (given.items().size() != parts.size()) {
    return no_draw(fmt::format("`mixture` has {} parts and {} weights", parts.size(), given.items().size()));
  }
  auto weights = read_weights(given.items());
  if (!weights) return weights.take_failure();
  return parts[weighted_place(*weights, site.own)];
}

Drawn draw_pick(const SamplerArgs& args, DrawSite& site) {
  const auto xs = args.get(0, "xs").items();
  const auto& count = args.get(1, "n");
  if (count.kind() == ValueKind::Int) return pick_some(xs, count.as_int(), site);
  if (xs.empty()) return no_draw("`pick` has nothing to pick from: the list is empty");
  const auto& unique = args.get(1, "unique");
  if (unique.kind() == ValueKind::Bool && unique.as_bool()) return pick_unique(xs, site);
  return xs[jump_place(site.own.next(), xs.size())];
}

}  // namespace sdg::eval
