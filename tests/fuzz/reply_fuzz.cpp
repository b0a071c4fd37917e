// Whatever a model writes: finding JSON in it, reading scalars and checking types never crash, and what was found reads
// back from its own text.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/value/conform.h"
#include "runtime/value/lenient.h"
#include "runtime/value/scalar_reader.h"

namespace {

using sdg::plan::Field;
using sdg::plan::Type;
using sdg::plan::TypeId;
using sdg::plan::TypeKind;
using sdg::plan::TypeTable;
using sdg::plan::Value;

/// A table with a type of most kinds, and those that replies are read as.
struct Types {
  TypeTable table;
  std::vector<TypeId> wanted;

  Types() {
    for (const TypeKind kind : {TypeKind::Int, TypeKind::Float, TypeKind::Bool, TypeKind::Date, TypeKind::DateTime,
                                TypeKind::Duration, TypeKind::Bytes, TypeKind::Json}) {
      wanted.push_back(table.of(kind));
    }
    Type word;
    word.kind = TypeKind::String;
    word.min = 1;
    word.max = 20;
    word.pattern = "^[a-z ]+$";
    wanted.push_back(table.add(word));
    wanted.push_back(table.literal_of({Value::string("user"), Value::string("Assistant"), Value(std::int64_t{1})}));
    std::vector<Field> fields;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      Field field;
      field.name = std::string(1, static_cast<char>('a' + i));
      field.type = i % 2 == 0 ? wanted[i] : table.optional_of(wanted[i]);
      fields.push_back(field);
    }
    wanted.push_back(table.record_of(fields));
    wanted.push_back(table.list_of(wanted.back(), 1, 3));
    wanted.push_back(table.optional_of(wanted.back()));
  }
};

void check_found(const Value& value) {
  const std::string json = to_json(value);
  const auto again = sdg::plan::read_json(json);
  if (!again || to_json(*again) != json) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Types types;
  static const sdg::value::Conformer conformer(types.table);
  const std::string_view reply(reinterpret_cast<const char*>(data), size);
  const auto found = sdg::value::find_json(reply);
  if (found) check_found(*found);
  for (const TypeId type : types.wanted) {
    if (found) (void)conformer.conform(type, *found);
    (void)sdg::value::read_scalar(conformer, type, reply);
  }
  return 0;
}
