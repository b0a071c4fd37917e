#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/source/csv_records.h"
#include "runtime/source/format_reader.h"
#include "runtime/source/json_elements.h"

using namespace sdg;

namespace {

/// Texts of the signs that readers look for, different for every number.
std::string garbage(std::uint64_t number) {
  constexpr std::string_view signs = "{}[]\",:;\\\n\r\t 10aé\xE9\xEF\xBB\xBF";
  std::string text;
  for (std::uint64_t state = number * 0x9E3779B97F4A7C15 + 1, i = 0; i < number % 40; ++i) {
    state = state * 6364136223846793005 + 1442695040888963407;
    text += signs[(state >> 33) % signs.size()];
  }
  return text;
}

constexpr std::uint64_t kTexts = 20'000;

}  // namespace

TEST_CASE("records of any text come to an end, and none is lost between them") {
  for (std::uint64_t number = 0; number < kTexts; ++number) {
    const auto stream = source::ByteStream::of_text(garbage(number), "x");
    source::CsvRecords records(*stream, ',');
    std::vector<std::string> cells;
    std::size_t count = 0;
    for (auto found = records.next(cells); found && *found; found = records.next(cells)) {
      REQUIRE_FALSE(cells.empty());
      REQUIRE(++count <= 40);
    }
  }
}

TEST_CASE("elements of any text come to an end") {
  for (std::uint64_t number = 0; number < kTexts; ++number) {
    const auto stream = source::ByteStream::of_text(garbage(number), "x");
    source::JsonElements elements(*stream);
    std::string text;
    std::size_t count = 0;
    for (auto found = elements.next(text); found && *found; found = elements.next(text)) REQUIRE(++count <= 40);
  }
}

TEST_CASE("readers of any text give rows of the type, or say why not") {
  plan::TypeTable types;
  const auto row = types.record_of({{"a", types.optional_of(types.of(plan::TypeKind::Int)), "", {}}});
  const value::Conformer conformer(types);
  const source::RowType type{conformer, row};
  for (std::uint64_t number = 0; number < kTexts; ++number) {
    const auto text = garbage(number);
    const auto stream = [&] { return source::ByteStream::of_text(text, "x"); };
    const auto drain = [](source::FormatReader& reader) {
      for (auto next = reader.next(); next && *next; next = reader.next()) REQUIRE((*next)->is_record());
    };
    drain(*source::read_jsonl(stream(), type));
    drain(*source::read_json_rows(stream(), type));
    drain(*source::read_document(stream(), "x", type));
    if (auto csv = source::read_csv(stream(), ',', type)) drain(**csv);
  }
}
