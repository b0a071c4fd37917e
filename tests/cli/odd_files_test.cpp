#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace sdg::test;

namespace {

constexpr std::chrono::seconds kAtOnce{20};

Outcome sdgc(const TempDir& folder, std::vector<std::string> words) {
  words.insert(words.begin(), sdgc_path().string());
  return run({std::move(words), folder.path(), {}, plain_environment()}, kAtOnce);
}

Outcome bash(const TempDir& folder, const std::string& script, const std::string& input = {}) {
  Environment env = plain_environment();
  env["PATH"] = sdgc_path().parent_path().string() + ":" + env["PATH"];
  return run({{"bash", "-c", script}, folder.path(), input, env}, kAtOnce);
}

void make_pipe(const TempDir& folder, const std::string& name) {
  REQUIRE(::mkfifo((folder.path() / name).c_str(), 0600) == 0);
}

void check_told(const Outcome& outcome, std::string_view why) {
  CAPTURE(outcome.err);
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err.starts_with("error"));
  CHECK(outcome.err.find(why) != std::string::npos);
}

constexpr const char* kDice = "dataset dice {\n  rows 2\n  eyes = integer(1..6)\n  output \"-\"\n}\n";

std::string reading(const std::string& path) {
  return "source xs: {a: int} = read(\"" + path +
         "\", format = \"jsonl\")\ndataset d from xs as x {\n  b = x.a\n  output \"-\"\n}\n";
}

std::string filling(const std::string& path) {
  return "dataset d {\n  rows 1\n  b = template(\"" + path + "\")\n  output \"-\"\n}\n";
}

}  // namespace

TEST_CASE("a pipeline that is no file is told, and nobody is waited for") {
  TempDir folder;
  make_pipe(folder, "pipe.sdg");
  std::filesystem::create_directory(folder.path() / "folder.sdg");
  for (const char* command : {"check", "run", "fmt", "test", "plan"}) {
    CAPTURE(command);
    check_told(sdgc(folder, {command, "pipe.sdg"}), "cannot read `pipe.sdg`: it is a named pipe");
    check_told(sdgc(folder, {command, "/dev/zero"}), "cannot read `/dev/zero`: it is a device");
  }
  check_told(sdgc(folder, {"run", "folder.sdg"}), "cannot read `folder.sdg`: it is a folder");
}

TEST_CASE("rows that do not come from a file are told, with their line") {
  TempDir folder;
  make_pipe(folder, "pipe.jsonl");
  for (const auto& [path, why] : {std::pair<std::string, std::string>{"pipe.jsonl", "pipe.jsonl` is a named pipe"},
                                  {"/dev/zero", "`/dev/zero` is a device"},
                                  {"/dev/stdin", "`/dev/stdin` is a pipe"},
                                  {"/dev", "`/dev` is a folder"}}) {
    CAPTURE(path);
    folder.write("rows.sdg", reading(path));
    check_told(sdgc(folder, {"run", "rows.sdg"}), why);
  }
}

TEST_CASE("a template or a module that is no file is a mistake of the program") {
  TempDir folder;
  make_pipe(folder, "pipe.jinja");
  std::filesystem::create_directory(folder.path() / "folder.jinja");
  for (const char* path : {"pipe.jinja", "folder.jinja", "/dev/zero"}) {
    CAPTURE(path);
    folder.write("fill.sdg", filling(path));
    check_told(sdgc(folder, {"check", "fill.sdg"}), "cannot read");
    folder.write("use.sdg", "use \"" + std::string(path) + "\" as m\n" + kDice);
    CHECK(sdgc(folder, {"check", "use.sdg"}).exit_code == 1);
  }
}

TEST_CASE("what a shell gives in the place of a file is read") {
  TempDir folder;
  folder.write("dice.sdg", kDice);
  CHECK(bash(folder, "sdgc check <(cat dice.sdg)").exit_code == 0);
  CHECK(bash(folder, "sdgc check /dev/stdin", kDice).exit_code == 0);
  CHECK(bash(folder, "sdgc check /dev/stdin < dice.sdg").exit_code == 0);
  CHECK(bash(folder, "sdgc check -", kDice).exit_code == 0);
  CHECK(bash(folder, "sdgc check /dev/null").exit_code == 0);
  CHECK(bash(folder, "sdgc check -", "dataset d {").exit_code == 1);
}

TEST_CASE("a stderr that is gone changes no exit code, and a stdout that is full is told") {
  TempDir folder;
  folder.write("fails.sdg", "dataset d {\n  rows 1\n  n = int(\"x{index()}\")\n  output \"d.jsonl\"\n}\n");
  for (const char* stream : {"2>/dev/full", "2>&-", "2> >(true)"}) {
    CAPTURE(stream);
    CHECK(bash(folder, std::string("sdgc run fails.sdg ") + stream).exit_code == 4);
  }
  for (const char* verb : {"schema", "graph", "plan"}) {
    CAPTURE(verb);
    CHECK(bash(folder, std::string("sdgc ") + verb + " fails.sdg >/dev/full").exit_code == 5);
    CHECK(bash(folder, std::string("sdgc ") + verb + " fails.sdg >&-").exit_code == 5);
  }
}

TEST_CASE("a file that may not be read is told with its name") {
  TempDir folder;
  ::chmod(folder.path().c_str(), 0755);
  folder.write("shut.sdg", kDice);
  folder.write("rows.sdg", reading("shut.jsonl"));
  folder.write("shut.jsonl", "{\"a\": 1}\n");
  for (const char* name : {"shut.sdg", "shut.jsonl"}) ::chmod((folder.path() / name).c_str(), 0);
  std::vector<std::string> nobody;
  if (::geteuid() == 0) nobody = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"};
  const auto as_nobody = [&](const std::vector<std::string>& words) {
    std::vector<std::string> argv = nobody;
    argv.push_back(sdgc_path().string());
    argv.insert(argv.end(), words.begin(), words.end());
    return run({argv, folder.path(), {}, plain_environment()}, kAtOnce);
  };
  if (as_nobody({"version"}).exit_code != 0) {
    MESSAGE("nobody else can start sdgc here: not tested");
    return;
  }
  check_told(as_nobody({"check", "shut.sdg"}), "cannot read `shut.sdg`: Permission denied");
  check_told(as_nobody({"plan", "rows.sdg"}), "shut.jsonl`: Permission denied");
}
