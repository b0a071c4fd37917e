#include "runtime/store/record_bytes.h"

#include <doctest/doctest.h>

#include "runtime/store/key_bytes.h"
#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;

namespace {

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string entry_of(int attempts) {
  std::string value;
  append_recipe(value, "{}");
  for (int i = 0; i < attempts; ++i) append_attempt(value, static_cast<std::uint32_t>(i), attempt("reply"));
  return value;
}

}  // namespace

TEST_CASE("the bytes of a cell are pinned") {
  std::string value;
  append_recipe(value, "{}");
  CHECK(hex(value) == "5103000000017b7d");
  value.clear();
  append_allowance(value, 3);
  CHECK(hex(value) == "58050000000103000000");
  value.clear();
  Attempt small;
  small.reply = "r";
  small.finish = "f";
  small.model = "m";
  small.usage = {1, 2, 3};
  small.latency_ms = 4;
  small.created_at_ms = 5;
  small.output_limit = 6;
  small.followed = Followed::Rejected;
  append_attempt(value, 7, small);
  CHECK(hex(value) ==
        "4145000000"
        "01"
        "07000000"
        "0500000000000000"
        "0400000000000000"
        "0600000000000000"
        "0100000000000000"
        "0200000000000000"
        "0300000000000000"
        "02"
        "0100000066"
        "010000006d"
        "0100000072");
}

TEST_CASE("the bytes of rows, runs and amounts are pinned") {
  RowRecord row;
  row.status = RowStatus::Failed;
  row.cause = "c";
  row.values = "v";
  row.cells = {CellKey{}};
  row.kept = false;
  const std::string zeros(64, '0');
  CHECK(hex(encode_row(row)) == "010101" + zeros +
                                    "0100000063"
                                    "0100000076"
                                    "01000000" +
                                    zeros);
  CHECK(hex(encode_run({"id", 1, "x", {{"n", 2}}})) ==
        "01"
        "0100000000000000"
        "0100000078"
        "01000000"
        "010000006e"
        "0200000000000000");
  CHECK(hex(encode_amount(-2)) == "feffffffffffffff");
}

TEST_CASE("the bytes of keys are pinned") {
  CHECK(hex(cell_key_bytes(CellKey{})) == "63" + std::string(64, '0'));
  CHECK(hex(row_key_bytes("ds", "key")) ==
        "72"
        "02000000"
        "6473"
        "79656b");
  CHECK(read_row_key(row_key_bytes("ds", "key"), row_prefix("ds")) == "key");
  CHECK(run_key_bytes("7") == "mrun/7");
  CHECK(spent_key_bytes("ds") == "mspent/ds");
}

TEST_CASE("a prefix ends where the next one begins") {
  CHECK(after_prefix("ab") == "ac");
  CHECK(after_prefix("a\xff\xff") == "b");
  CHECK(after_prefix("\xff") == "");
}

TEST_CASE("what was cut anywhere is no record") {
  const auto entry = entry_of(1);
  for (std::size_t size = 0; size < entry.size(); ++size) CHECK_FALSE(decode_entry(entry.substr(0, size)));
  const auto row = encode_row(finished("values"));
  for (std::size_t size = 0; size < row.size(); ++size) CHECK_FALSE(decode_row(row.substr(0, size)));
  const auto run = encode_run({"id", 1, "command", {{"a", 1}, {"b", 2}}});
  for (std::size_t size = 0; size < run.size(); ++size) CHECK_FALSE(decode_run("id", run.substr(0, size)));
}

TEST_CASE("bytes behind the end are no record") {
  CHECK_FALSE(decode_row(encode_row(finished("v")) + "x"));
  CHECK_FALSE(decode_run("id", encode_run({"id", 1, "c", {}}) + "x"));
  CHECK_FALSE(decode_amount(encode_amount(1) + "x"));
}

TEST_CASE("kinds and versions of a later sdgc are passed over") {
  auto value = entry_of(1);
  value += std::string("Z\x02\0\0\0\x01!", 7);  // an unknown kind
  value += std::string("A\x02\0\0\0\x09!", 7);  // an attempt of version 9
  const auto entry = decode_entry(value);
  REQUIRE(entry);
  CHECK(entry->attempts.size() == 1);
}

TEST_CASE("a flipped byte never crashes the decoders") {
  auto entry = entry_of(2);
  auto row = encode_row(finished("values"));
  for (const auto flip : {0x01, 0x80, 0xFF}) {
    for (auto* value : {&entry, &row}) {
      for (auto& byte : *value) {
        byte = static_cast<char>(byte ^ flip);
        (void)decode_entry(*value);
        (void)decode_row(*value);
        (void)decode_run("id", *value);
        byte = static_cast<char>(byte ^ flip);
      }
    }
  }
  CHECK(decode_entry(entry)->attempts.size() == 2);
}
