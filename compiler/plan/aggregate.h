#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sdg::plan {

/// What a `measure` may be made of. Listed once, in aggregates.def.
enum class Aggregate : std::uint8_t {
#define SDG_AGGREGATE(Name, text, signature, doc, example) Name,
#include "compiler/plan/aggregates.def"
#undef SDG_AGGREGATE
};

struct AggregateSpec {
  Aggregate id;
  std::string_view name;
  std::string_view signature;
  std::string_view doc;
  std::string_view example;
};

const AggregateSpec& spec(Aggregate id);
std::optional<Aggregate> find_aggregate(std::string_view name);
std::span<const AggregateSpec> all_aggregates();

}  // namespace sdg::plan
