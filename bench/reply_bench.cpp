// How long a reply takes from text to checked value: a list of 16 records, about 2 KB. The limit is 20 microseconds.

#include <fmt/format.h>

#include <ctime>
#include <string>

#include "runtime/value/conform.h"
#include "runtime/value/lenient.h"

namespace {

using sdg::plan::Field;
using sdg::plan::Type;
using sdg::plan::TypeId;
using sdg::plan::TypeKind;
using sdg::plan::TypeTable;
using sdg::plan::Value;
using sdg::plan::ValueKind;

constexpr int kRepetitions = 20'000;

/// Time of this process, not of the machine: others may be working on it.
double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

template <class Work>
void measure(const char* name, Work work) {
  int done = 0;
  const double begin = cpu_microseconds();
  for (int i = 0; i < kRepetitions; ++i) done += work() ? 1 : 0;
  const double each = (cpu_microseconds() - begin) / kRepetitions;
  fmt::print("{:<24} {:6.2f} µs{}\n", name, each, done == kRepetitions ? "" : "  FAILED");
}

Field field(const char* name, TypeId type) {
  Field made;
  made.name = name;
  made.type = type;
  return made;
}

TypeId conversation(TypeTable& types) {
  Type text;
  text.kind = TypeKind::String;
  text.min = 1;
  const TypeId role = types.literal_of({Value::string("user"), Value::string("assistant")});
  return types.list_of(
      types.record_of({field("role", role), field("content", types.add(text)), field("score", types.of(TypeKind::Int))},
                      "Turn"),
      2, 40);
}

std::string reply() {
  std::string text = "[";
  for (int i = 0; i < 16; ++i) {
    text += i > 0 ? ",\n  " : "";
    text += R"({"role": ")" + std::string(i % 2 == 0 ? "user" : "assistant") +
            R"(", "content": "Hello there, this is a turn that says é something.\nAnd more of it.", "score": 3})";
  }
  return text + "]";
}

}  // namespace

int main() {
  TypeTable types;
  const TypeId type = conversation(types);
  const sdg::value::Conformer conformer(types);
  const std::string plain = reply(), fenced = "Here it is:\n```json\n" + plain + "\n```\n";
  const Value value = *sdg::plan::read_json(plain);
  fmt::print("{} bytes\n", plain.size());
  measure("strict JSON", [&] { return sdg::plan::read_json(plain).ok(); });
  measure("found in a fence", [&] { return sdg::value::find_json(fenced, ValueKind::List).ok(); });
  measure("checked", [&] { return conformer.conform(type, value).ok(); });
  measure("found and checked", [&] {
    const auto found = sdg::value::find_json(fenced, ValueKind::List);
    return found && conformer.conform(type, *found).ok();
  });
}
