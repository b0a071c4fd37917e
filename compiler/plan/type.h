#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/plan/value.h"

namespace sdg::plan {

/// A type, by its place in the TypeTable. Equal ids are equal types.
struct TypeId {
  std::uint32_t index = 0;
  friend auto operator<=>(TypeId, TypeId) = default;
};

enum class TypeKind : std::uint8_t {
  Error,  // not known because of a mistake that is told already; fits everywhere
  Null,
  Bool,
  Int,
  Float,
  String,
  Bytes,
  Json,
  Date,
  DateTime,
  Duration,
  Image,
  Secret,
  Regex,
  Money,
  Literal,  // one of `literals`
  List,
  Record,
  Optional,
};

struct Field {
  std::string name;
  TypeId type;
  std::string doc;  // goes to the model as the field's description
  std::optional<Value> default_value;
  friend bool operator==(const Field&, const Field&) = default;
};

/// One type. Which members mean something follows from the kind.
struct Type {
  TypeKind kind = TypeKind::Error;
  std::string name;                // of a schema or alias; two names are two types
  TypeId element;                  // List, Optional
  std::vector<Value> literals;     // Literal, in the order written
  std::vector<Field> fields;       // Record
  std::optional<double> min, max;  // Int, Float: the value; String: code points; List: length; both included
  std::string pattern;             // String: RE2, searched as written
  friend bool operator==(const Type&, const Type&) = default;
};

/// A bound as a person writes it: `5`, not `5.0`.
std::string show_bound(double bound);

/// All types of a compilation, each once.
class TypeTable {
 public:
  TypeTable();

  TypeId add(Type type);
  const Type& operator[](TypeId id) const { return types_[id.index]; }
  std::size_t size() const { return types_.size(); }

  TypeId of(TypeKind kind) const;  // the plain type of a kind without parts
  TypeId error() const { return of(TypeKind::Error); }
  TypeId list_of(TypeId element, std::optional<double> min = {}, std::optional<double> max = {});
  TypeId optional_of(TypeId inner);  // of an optional: the same
  TypeId record_of(std::vector<Field> fields, std::string name = {});
  TypeId literal_of(std::vector<Value> literals);

  bool is_optional(TypeId id) const { return (*this)[id].kind == TypeKind::Optional; }
  /// The type without its `?`.
  TypeId required(TypeId id) const { return is_optional(id) ? (*this)[id].element : id; }
  const Field* find_field(TypeId record, std::string_view name) const;
  std::optional<std::uint32_t> field_index(TypeId record, std::string_view name) const;
  /// As a person writes it: `[Turn](2..40)`, `"a" | "b"`, `string?`.
  std::string show(TypeId id) const;

 private:
  std::deque<Type> types_;  // a type stays where it is when others are added
  std::unordered_map<std::string, std::vector<TypeId>> by_text_;
};

}  // namespace sdg::plan
