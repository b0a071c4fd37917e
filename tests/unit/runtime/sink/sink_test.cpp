#include "runtime/sink/sink.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "runtime/sink/part_file.h"
#include "tests/support/temp_dir.h"

using namespace sdg;
using plan::Value;
namespace fs = std::filesystem;

namespace {

Value text(std::string words) { return Value::string(std::move(words)); }
Value number(std::int64_t value) { return Value(value); }

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write(const fs::path& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

plan::OutputSpec output(std::string format, std::vector<std::string> names = {"a", "b"}) {
  plan::OutputSpec spec;
  spec.format = std::move(format);
  for (auto& name : names) {
    plan::OutputColumn column;
    column.name = std::move(name);
    spec.columns.push_back(std::move(column));
  }
  return spec;
}

std::string written(const plan::OutputSpec& spec, const std::vector<std::vector<Value>>& rows) {
  const test::TempDir folder;
  const auto path = folder.path() / "d.out";
  auto sink = sink::open_sink(spec, path.string());
  REQUIRE(sink.ok());
  for (const auto& row : rows) REQUIRE((*sink)->write(row).ok());
  REQUIRE((*sink)->commit().ok());
  return read(path);
}

}  // namespace

TEST_CASE("a line of JSON a row, fields in the order of the columns") {
  CHECK(written(output("jsonl"), {{number(1), text("é\"\n")}, {Value(), Value::list({text("x"), Value(0.5)})}}) ==
        "{\"a\":1,\"b\":\"é\\\"\\n\"}\n{\"a\":null,\"b\":[\"x\",0.5]}\n");
  CHECK(written(output("jsonl", {"first \"name\""}), {{number(1)}}) == "{\"first \\\"name\\\"\":1}\n");
  CHECK(written(output("jsonl"), {}).empty());
  CHECK(written(output("jsonl", {}), {{}}) == "{}\n");
}

TEST_CASE("a list of JSON, a row a line") {
  CHECK(written(output("json", {"a"}), {{number(1)}, {number(2)}}) == "[\n{\"a\":1},\n{\"a\":2}\n]\n");
  CHECK(written(output("json", {"a"}), {}) == "[]\n");
}

TEST_CASE("cells of a csv are quoted where they must be") {
  CHECK(written(output("csv", {"a", "b,c"}), {{text("plain"), text("with, comma")},
                                              {text("a \"quote\""), text("two\nlines")},
                                              {Value(), text("")},
                                              {Value(0.1), Value(true)},
                                              {Value::date(19753), Value::list({number(1), text("x")})}}) ==
        "a,\"b,c\"\n"
        "plain,\"with, comma\"\n"
        "\"a \"\"quote\"\"\",\"two\nlines\"\n"
        ",\"\"\n"
        "0.1,true\n"
        "2024-01-31,\"[1,\"\"x\"\"]\"\n");
  CHECK(written(output("tsv"), {{text("a,b"), text("c\td")}}) == "a\tb\na,b\t\"c\td\"\n");
}

TEST_CASE("a lone null is not a blank line") { CHECK(written(output("csv", {"a"}), {{Value()}}) == "a\n\"\"\n"); }

TEST_CASE("nobody sees an output before it is whole, and then all of it") {
  const test::TempDir folder;
  const auto path = folder.path() / "out" / "deep" / "d.jsonl";
  auto sink = sink::open_sink(output("jsonl", {"a"}), path.string());
  REQUIRE(sink.ok());
  for (int i = 0; i < 50'000; ++i) REQUIRE((*sink)->write(std::vector<Value>{number(i)}).ok());
  CHECK_FALSE(fs::exists(path));
  const auto file = (*sink)->commit();
  REQUIRE(file.ok());
  const auto content = read(path);
  CHECK(file->size == content.size());
  CHECK(file->rows == 50'000);
  CHECK(file->sha256 == plan::sha256(content));
  CHECK(files_in(path.parent_path()) == 1);
}

TEST_CASE("what is not committed leaves nothing behind, and the old output as it was") {
  const test::TempDir folder;
  const auto path = folder.path() / "d.jsonl";
  write(path, "old\n");
  {
    auto abandoned = sink::open_sink(output("jsonl", {"a"}), path.string());
    REQUIRE(abandoned.ok());
    REQUIRE((*abandoned)->write(std::vector<Value>{number(1)}).ok());
    (*abandoned)->abandon();
    auto dropped = sink::open_sink(output("jsonl", {"a"}), path.string());
    REQUIRE(dropped.ok());
  }
  CHECK(read(path) == "old\n");
  CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a run that is killed leaves the old output, and the next one clears up after it") {
  const test::TempDir folder;
  const auto path = folder.path() / "d.jsonl";
  write(path, "old\n");
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    auto file = sink::PartFile::open(path.string());
    (*file)->buffer() = std::string(400'000, 'x');
    if (!(*file)->spill() || ::write(ready[1], "x", 1) != 1) _exit(1);
    pause();
  }
  char byte;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  CHECK(files_in(folder.path()) == 2);

  // Alive, its file is not touched.
  sink::remove_dead_parts(path.string());
  CHECK(files_in(folder.path()) == 2);

  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  close(ready[0]);
  close(ready[1]);
  CHECK(read(path) == "old\n");
  CHECK(files_in(folder.path()) == 2);
  auto sink = sink::open_sink(output("jsonl", {"a"}), path.string());
  REQUIRE(sink.ok());
  REQUIRE((*sink)->commit().ok());
  CHECK(files_in(folder.path()) == 1);
  CHECK(read(path).empty());
}

TEST_CASE("only leavings of this very output are cleared") {
  const test::TempDir folder;
  for (const auto* name : {".e.jsonl.0011.part", ".d.jsonl.part", ".d.jsonl.00.11.part", "d.jsonl.0011.part"}) {
    write(folder.path() / name, "x");
  }
  write(folder.path() / ".d.jsonl.0011.part", "x");
  sink::remove_dead_parts((folder.path() / "d.jsonl").string());
  CHECK(files_in(folder.path()) == 4);
  CHECK_FALSE(fs::exists(folder.path() / ".d.jsonl.0011.part"));
}

TEST_CASE("an output keeps its permissions, and the link that leads to it") {
  const test::TempDir folder;
  const auto real = folder.path() / "real.jsonl", link = folder.path() / "link.jsonl";
  write(real, "old\n");
  fs::permissions(real, fs::perms(0640));
  fs::create_symlink(real, link);
  auto sink = sink::open_sink(output("jsonl", {"a"}), link.string());
  REQUIRE(sink.ok());
  REQUIRE((*sink)->write(std::vector<Value>{number(1)}).ok());
  REQUIRE((*sink)->commit().ok());
  CHECK(fs::is_symlink(link));
  CHECK(read(real) == "{\"a\":1}\n");
  CHECK((fs::status(real).permissions() & fs::perms(0777)) == fs::perms(0640));
}

TEST_CASE("a device is written to, not replaced") {
  auto sink = sink::open_sink(output("jsonl", {"a"}), "/dev/null");
  REQUIRE(sink.ok());
  REQUIRE((*sink)->write(std::vector<Value>{number(1)}).ok());
  REQUIRE((*sink)->commit().ok());
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a full disk is told as such") {
  auto file = sink::PartFile::open("/dev/full");
  REQUIRE(file.ok());
  (*file)->buffer() = "x";
  const auto committed = (*file)->commit();
  REQUIRE_FALSE(committed.ok());
  CHECK(committed.failure().kind == sink::SinkFailure::Kind::DiskFull);
  CHECK(committed.failure().message ==
        "cannot write `/dev/full`: the disk is full; what was answered is kept: make room and run again");
}

TEST_CASE("what cannot be written is told by its path and cause") {
  const test::TempDir folder;
  const auto opened = sink::open_sink(output("jsonl"), folder.path().string());
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().kind == sink::SinkFailure::Kind::NotWritable);
  CHECK(opened.failure().message == "cannot write `" + folder.path().string() + "`: Is a directory");
  write(folder.path() / "file", "x");
  const auto below = (folder.path() / "file" / "d.jsonl").string();
  CHECK_FALSE(sink::open_sink(output("jsonl"), below).ok());
  CHECK_FALSE(sink::check_writable(below).ok());
  CHECK(sink::open_sink(output("parquet"), "x").failure().message ==
        "cannot write `x`: there is no output format `parquet`; use jsonl, json, csv or tsv");
}

TEST_CASE("whether an output can be written is found out without leaving a trace") {
  const test::TempDir folder;
  CHECK(sink::check_writable((folder.path() / "a" / "b" / "d.jsonl").string()).ok());
  CHECK(sink::check_writable("-").ok());
  CHECK(sink::check_writable("/dev/null").ok());
  CHECK_FALSE(sink::check_writable(folder.path().string()).ok());
  CHECK_FALSE(sink::check_writable("/dev/null/d.jsonl").ok());
  CHECK(files_in(folder.path()) == 0);
}
