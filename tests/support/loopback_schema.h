#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>

namespace sdg::test {

/// A value that is valid for a JSON Schema as our type lowering writes them: objects, arrays, strings, numbers with
/// their bounds, enums, const, anyOf, $ref, null. The same `seed` gives the same value.
nlohmann::ordered_json instance_of(const nlohmann::ordered_json& schema, std::uint64_t seed);

}  // namespace sdg::test
