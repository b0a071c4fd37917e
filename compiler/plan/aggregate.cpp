#include "compiler/plan/aggregate.h"

#include <cstddef>

namespace sdg::plan {
namespace {

constexpr AggregateSpec kAggregates[] = {
#define SDG_AGGREGATE(Name, text, signature, doc, example) {Aggregate::Name, text, signature, doc, example},
#include "compiler/plan/aggregates.def"
#undef SDG_AGGREGATE
};

}  // namespace

const AggregateSpec& spec(Aggregate id) { return kAggregates[static_cast<std::size_t>(id)]; }

std::optional<Aggregate> find_aggregate(std::string_view name) {
  for (const auto& aggregate : kAggregates) {
    if (aggregate.name == name) return aggregate.id;
  }
  return std::nullopt;
}

std::span<const AggregateSpec> all_aggregates() { return kAggregates; }

}  // namespace sdg::plan
