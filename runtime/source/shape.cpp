#include "runtime/source/shape.h"

#include <algorithm>
#include <utility>

namespace sdg::source {
namespace {

using Kind = Shape::Kind;

Shape plain(Kind kind) { return {kind, false, {}, {}}; }

Kind kind_of(plan::ValueKind kind) {
  switch (kind) {
    case plan::ValueKind::Null: return Kind::Null;
    case plan::ValueKind::Bool: return Kind::Bool;
    case plan::ValueKind::Int: return Kind::Int;
    case plan::ValueKind::Float: return Kind::Float;
    case plan::ValueKind::List: return Kind::List;
    case plan::ValueKind::Record: return Kind::Record;
    case plan::ValueKind::String:
    case plan::ValueKind::Bytes:
    case plan::ValueKind::Date:
    case plan::ValueKind::DateTime:
    case plan::ValueKind::Duration: return Kind::String;
  }
  return Kind::Json;
}

bool is_number(Kind kind) { return kind == Kind::Int || kind == Kind::Float; }

/// Fields keep the order in which they were first seen.
Shape merge_records(Shape a, Shape b) {
  std::vector<bool> met(b.names.size(), false);
  for (std::size_t i = 0; i < a.names.size(); ++i) {
    const auto place = std::ranges::find(b.names, a.names[i]);
    if (place == b.names.end()) {
      a.parts[i].optional = true;
      continue;
    }
    const auto at = static_cast<std::size_t>(place - b.names.begin());
    met[at] = true;
    a.parts[i] = merge(std::move(a.parts[i]), std::move(b.parts[at]));
  }
  for (std::size_t i = 0; i < b.names.size(); ++i) {
    if (met[i]) continue;
    b.parts[i].optional = true;
    a.names.push_back(std::move(b.names[i]));
    a.parts.push_back(std::move(b.parts[i]));
  }
  return a;
}

}  // namespace

Shape shape_of(const plan::Value& value) {
  Shape shape = plain(kind_of(value.kind()));
  shape.optional = value.is_null();
  if (shape.kind == Kind::List) {
    Shape element = plain(Kind::Null);
    for (const auto& item : value.items()) element = merge(std::move(element), shape_of(item));
    shape.parts.push_back(std::move(element));
  }
  if (shape.kind == Kind::Record) {
    shape.names = *value.shape();
    for (const auto& field : value.fields()) shape.parts.push_back(shape_of(field));
  }
  return shape;
}

Shape merge(Shape a, Shape b) {
  // Null without `optional` is the element of an empty list: nothing is known of it, and nothing follows.
  const bool optional = a.optional || b.optional;
  if (a.kind == Kind::Null) std::swap(a, b);
  Shape merged;
  if (a.kind == Kind::Record && b.kind == Kind::Record) {
    merged = merge_records(std::move(a), std::move(b));
  } else if (a.kind == Kind::List && b.kind == Kind::List) {
    merged = std::move(a);
    merged.parts[0] = merge(std::move(merged.parts[0]), std::move(b.parts[0]));
  } else if (a.kind == b.kind || b.kind == Kind::Null) {
    merged = std::move(a);
  } else {
    merged = plain(is_number(a.kind) && is_number(b.kind) ? Kind::Float : Kind::Json);
  }
  merged.optional = optional;
  return merged;
}

Shape shape_of_column(const std::vector<CellKind>& kinds) {
  const auto has = [&](CellKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); };
  const bool number = has(CellKind::Int) || has(CellKind::Float), boolean = has(CellKind::Bool);
  if (has(CellKind::String) || (number && boolean) || (!number && !boolean)) return plain(Kind::String);
  Shape shape = plain(boolean ? Kind::Bool : has(CellKind::Float) ? Kind::Float : Kind::Int);
  shape.optional = has(CellKind::Empty);
  return shape;
}

}  // namespace sdg::source
