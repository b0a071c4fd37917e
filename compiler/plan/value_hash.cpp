#include "compiler/plan/value_hash.h"

#include <functional>

namespace sdg::plan {
namespace {

std::size_t mixed(std::size_t seed, std::size_t part) {
  return seed ^ (part + 0x9E3779B97F4A7C15 + (seed << 6) + (seed >> 2));
}

std::size_t hash_list(const Value& list) {
  std::size_t hash = 1;
  for (const auto& item : list.items()) hash = mixed(hash, ValueHash{}(item));
  return hash;
}

/// A sum, so that the order of the fields does not matter.
std::size_t hash_record(const Value& record) {
  std::size_t hash = 2;
  for (std::size_t i = 0; i < record.fields().size(); ++i) {
    hash += mixed(std::hash<std::string>{}((*record.shape())[i]), ValueHash{}(record.fields()[i]));
  }
  return hash;
}

}  // namespace

std::size_t ValueHash::operator()(const Value& value) const {
  switch (value.kind()) {
    case ValueKind::Null: return 0;
    case ValueKind::Bool: return value.as_bool() ? 3 : 4;
    case ValueKind::Int:
    case ValueKind::Float: return std::hash<double>{}(value.as_float());
    case ValueKind::String:
    case ValueKind::Bytes: return std::hash<std::string>{}(value.text());
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration: return std::hash<std::int64_t>{}(value.ticks());
    case ValueKind::List: return hash_list(value);
    case ValueKind::Record: return hash_record(value);
  }
  return 0;
}

}  // namespace sdg::plan
