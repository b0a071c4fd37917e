#include "runtime/sink/manifest.h"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/support/temp_dir.h"

using namespace sdg;
using sink::Manifest;

namespace {

Manifest specimen(const std::string& path) {
  Manifest manifest;
  manifest.file = {path, 4, 1, plan::sha256("row\n")};
  manifest.dataset = "d";
  manifest.plan_fingerprint = "f00d";
  manifest.seed = 7;
  manifest.rows = 1;
  manifest.candidates = 2;
  manifest.failed_rows = 1;
  manifest.failed_above = 2;
  manifest.failures = {{"length", 1}, {"refusal", 2}};
  manifest.requests = 3;
  manifest.memo_hits = 4;
  manifest.input_tokens = 100;
  manifest.cached_tokens = 10;
  manifest.output_tokens = 20;
  manifest.cost_nano_dollars = 1'500'000;
  manifest.models = {{"answer", {{"m-1", 2}, {"m-2", 1}}}};
  manifest.measures = {{"quality", 0.5}};
  manifest.sdgc_version = "0.1.0";
  return manifest;
}

}  // namespace

TEST_CASE("a manifest says what its file is, how it came about and what went wrong") {
  CHECK(sink::to_json(specimen("d.jsonl")) == R"({
  "sdgc": "0.1.0",
  "edition": "1",
  "dataset": "d",
  "file": {"path":"d.jsonl","size":4,"rows":1,"sha256":")" +
                                                  plan::sha256("row\n").hex() + R"("},
  "plan_fingerprint": "f00d",
  "seed": 7,
  "rows": 1,
  "candidates": 2,
  "failed_rows": 1,
  "failed_above": 2,
  "failures": {"length":1,"refusal":2},
  "requests": 3,
  "memo_hits": 4,
  "input_tokens": 100,
  "cached_tokens": 10,
  "output_tokens": 20,
  "cost_nano_dollars": 1500000,
  "models": {"answer":{"m-1":2,"m-2":1}},
  "measures": {"quality":0.5}
}
)");
}

TEST_CASE("a manifest comes back as it was written, even from another folder") {
  const test::TempDir folder;
  const auto path = (folder.path() / "d.jsonl").string();
  auto manifest = specimen(path);
  REQUIRE(sink::write_manifest(manifest).ok());
  const auto back = sink::read_manifest(path);
  REQUIRE(back.has_value());
  CHECK(sink::to_json(*back) == sink::to_json(manifest));

  manifest.cost_nano_dollars.reset();
  REQUIRE(sink::write_manifest(manifest).ok());
  CHECK_FALSE(sink::read_manifest(path)->cost_nano_dollars.has_value());

  const auto moved = folder.path() / "moved";
  std::filesystem::create_directory(moved);
  std::filesystem::rename(sink::manifest_path(path), sink::manifest_path((moved / "d.jsonl").string()));
  CHECK(sink::read_manifest((moved / "d.jsonl").string())->file.path == (moved / "d.jsonl").string());
}

TEST_CASE("there is nothing to do only where file, plan and size fit and nothing failed") {
  const test::TempDir folder;
  const auto path = (folder.path() / "d.jsonl").string();
  std::ofstream(path) << "row\n";
  auto manifest = specimen(path);
  CHECK_FALSE(sink::is_current(manifest, "f00d"));  // rows failed
  manifest.failed_rows = 0;
  manifest.failures.clear();
  CHECK_FALSE(sink::is_current(manifest, "f00d"));  // rows failed in a dataset that it reads
  manifest.failed_above = 0;
  CHECK(sink::is_current(manifest, "f00d"));
  CHECK_FALSE(sink::is_current(manifest, "beef"));
  CHECK_FALSE(sink::is_current(manifest, ""));
  std::ofstream(path) << "longer row\n";
  CHECK_FALSE(sink::is_current(manifest, "f00d"));
  std::filesystem::remove(path);
  CHECK_FALSE(sink::is_current(manifest, "f00d"));
}

TEST_CASE("a manifest that somebody spoiled is none, one that somebody thinned reads as empty") {
  const test::TempDir folder;
  const auto path = (folder.path() / "d.jsonl").string();
  CHECK_FALSE(sink::read_manifest(path).has_value());
  std::ofstream(sink::manifest_path(path)) << "{\"seed\": 1";
  CHECK_FALSE(sink::read_manifest(path).has_value());
  std::ofstream(sink::manifest_path(path))
      << R"({"seed":"x","file":3,"models":{"a":1},"measures":{"m":null},"rows":-1})";
  const auto thin = sink::read_manifest(path);
  REQUIRE(thin.has_value());
  CHECK(thin->rows == 0);
  CHECK_FALSE(sink::is_current(*thin, ""));
}
