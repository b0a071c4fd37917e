#include "runtime/source/row_reader.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temp_dir.h"

using namespace sdg;
using plan::TypeKind;
namespace fs = std::filesystem;

namespace {

/// A folder with files, and a source that reads them.
struct Pipeline {
  void file(const std::string& name, const std::string& content) {
    fs::create_directories((folder.path() / name).parent_path());
    std::ofstream(folder.path() / name, std::ios::binary) << content;
  }
  plan::TypeId of(TypeKind kind) { return types.of(kind); }
  plan::TypeId maybe(TypeKind kind) { return types.optional_of(types.of(kind)); }
  void row(std::vector<plan::Field> fields) { source.row = types.record_of(std::move(fields)); }

  Result<std::unique_ptr<source::RowReader>> open(const std::string& path) {
    source.name = "s";
    source.path = path == "-" ? path : (folder.path() / path).string();
    source.format = format.empty() ? fs::path(path).extension().string().substr(1) : format;
    return source::open_source(source, types, folder.path().string());
  }
  /// All rows, a line each, with the place where it differs from the running number; or the failure.
  std::string read(const std::string& path) {
    auto reader = open(path);
    if (!reader) return without_folder(reader.failure().message);
    std::string all;
    for (;;) {
      auto row = (*reader)->next();
      if (!row) return all + without_folder(row.failure().message);
      if (!*row) return all;
      if (!(*row)->file.empty()) all += (*row)->file + "#" + std::to_string((*row)->number) + " ";
      all += plan::to_json((*row)->value) + "\n";
    }
  }
  std::string without_folder(std::string text) const {
    const auto prefix = folder.path().string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
    return text;
  }

  test::TempDir folder;
  plan::TypeTable types;
  plan::SourceSpec source;
  std::string format;  // instead of the extension
};

struct People : Pipeline {
  People() { row({{"name", of(TypeKind::String), "", {}}, {"age", maybe(TypeKind::Int), "", {}}}); }
};

}  // namespace

TEST_CASE("a line of JSON is a row, of the fields that the type names, in its order") {
  People people;
  people.file("a.jsonl", "{\"age\": 3, \"name\": \"Ada\", \"more\": 1}\r\n\n  \n{\"name\":\"Bea\"}");
  CHECK(people.read("a.jsonl") == "{\"name\":\"Ada\",\"age\":3}\n{\"name\":\"Bea\",\"age\":null}\n");
}

TEST_CASE("a byte order mark is passed over, an empty file has no rows") {
  People people;
  people.file("a.jsonl", "\xEF\xBB\xBF{\"name\":\"Ada\"}\n");
  CHECK(people.read("a.jsonl") == "{\"name\":\"Ada\",\"age\":null}\n");
  people.file("empty.jsonl", "");
  CHECK(people.read("empty.jsonl").empty());
}

TEST_CASE("what is wrong with a line is told with its place and what to do") {
  People people;
  people.file("a.jsonl", "{\"name\":\"Ada\"}\n\n{\"name\":5}\n");
  const auto unfit = people.read("a.jsonl");
  CHECK(unfit.find("a.jsonl:3: this row does not fit the type of the source: name: ") != std::string::npos);
  CHECK(unfit.find("give the source a type that allows it") != std::string::npos);
  people.file("b.jsonl", "{\"name\":\"Ada\"}\n{name}\n");
  CHECK(people.read("b.jsonl").find("b.jsonl:2: this is no JSON: ") != std::string::npos);
  people.file("c.jsonl", "[1]\n");
  CHECK(people.read("c.jsonl").find("c.jsonl:1: this row does not fit") == 0);
}

TEST_CASE("a torn last line is told from a broken one") {
  People people;
  people.file("a.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Be");
  CHECK(people.read("a.jsonl") ==
        "{\"name\":\"Ada\",\"age\":null}\na.jsonl:2: the last line breaks off, as if the file was cut; complete it or "
        "delete the line");
}

TEST_CASE("text that is no UTF-8 is told with its byte and the command that mends it") {
  People people;
  people.file("a.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Andr\xE9\"}\n");
  CHECK(people.read("a.jsonl") ==
        "{\"name\":\"Ada\",\"age\":null}\na.jsonl:2: byte 14 is 0xE9, which is no UTF-8; save the file as UTF-8 "
        "(`iconv -f "
        "latin1 -t utf-8`)");
  people.file("b.jsonl", std::string("\xFF\xFE{\0", 4));
  CHECK(people.read("b.jsonl") == "b.jsonl:1: this is UTF-16; save it as UTF-8 (`iconv -f utf-16 -t utf-8`)");
  people.file("c.jsonl", "\x1F\x8B\x08");
  CHECK(people.read("c.jsonl") == "c.jsonl:1: this is compressed; unpack it first");
}

TEST_CASE("a missing file and a folder are told as such") {
  People people;
  CHECK(people.read("none.jsonl") == "there is no file `none.jsonl`; paths start at the folder of the pipeline");
  people.file("sub.jsonl/x", "");
  CHECK(people.read("sub.jsonl").find("is a folder; name its files, for example") != std::string::npos);
}

TEST_CASE("a list of JSON is read one element after the other, an object is one row") {
  People people;
  people.file("a.json", "\n[ {\"name\":\"A, ]}\\\"\"},\n{\"name\":\"B\",\"age\":[]}, ]");
  CHECK(people.read("a.json").find("{\"name\":\"A, ]}\\\"\",\"age\":null}\na.json:3: ") == 0);
  people.file("b.json", " {\"name\": \"Ada\"} \n");
  CHECK(people.read("b.json") == "{\"name\":\"Ada\",\"age\":null}\n");
  people.file("c.json", "[]");
  CHECK(people.read("c.json").empty());
}

TEST_CASE("a list that breaks off, or goes on where it ended, is told") {
  People people;
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"[{\"name\":\"A\"}", "the list breaks off"},
      {"[{\"name\":\"A\"},", "the list breaks off"},
      {"[{\"name\":\"A\"} {\"name\":\"B\"}]", "a comma is missing"},
      {"[,]", "a value is missing"},
      {"{\"name\":\"A\"}\n{\"name\":\"B\"}", "a file with one object a line is called `.jsonl`"},
      {"[] x", "there is more behind the end"},
      {"", "the file is empty"},
      {"[{\"name\":\"A\"", "this is no JSON"},
      {"[}]", "a value is missing"},
  };
  for (const auto& [content, message] : wrong) {
    people.file("a.json", content);
    CAPTURE(content);
    CHECK(people.read("a.json").find(message) != std::string::npos);
  }
}

TEST_CASE("an element larger than a piece of the file is read whole") {
  People people;
  const std::string name(300'000, 'x'), row = "{\"name\":\"" + name + "\",\"age\":null}\n";
  people.file("a.json", "[{\"name\":\"" + name + "\"},{\"name\":\"B\"}]");
  // In parentheses: nobody wants to read what differs.
  CHECK((people.read("a.json") == row + "{\"name\":\"B\",\"age\":null}\n"));
  people.file("a.jsonl", "{\"name\":\"" + name + "\"}\n");
  CHECK((people.read("a.jsonl") == row));
  people.file("a.csv", "name\n\"" + name + "\"\n" + name + "\n");
  CHECK((people.read("a.csv") == row + row));
}

TEST_CASE("cells of a csv find their columns by the first line") {
  People people;
  people.file("a.csv", "age,more,name\r\n3,x,Ada\r\n\r\n,y,\"Bea, \"\"B\"\"\nof X\"\r\n7,,\n");
  CHECK(people.read("a.csv") ==
        "{\"name\":\"Ada\",\"age\":3}\n"
        "{\"name\":\"Bea, \\\"B\\\"\\nof X\",\"age\":null}\n"
        "{\"name\":\"\",\"age\":7}\n");
}

TEST_CASE("the last record of a csv needs no line end, and blanks belong to the cell") {
  People people;
  people.file("a.csv", "name,age\n Ada ,3");
  CHECK(people.read("a.csv") == "{\"name\":\" Ada \",\"age\":3}\n");
  people.file("b.csv", "name,age\n\"Ada\",\"3\"");
  CHECK(people.read("b.csv") == "{\"name\":\"Ada\",\"age\":3}\n");
  people.file("c.csv", "name\n\"\"\nx");
  CHECK(people.read("c.csv") == "{\"name\":\"\",\"age\":null}\n{\"name\":\"x\",\"age\":null}\n");
}

TEST_CASE("tsv and other separators are read as csv is") {
  People people;
  people.file("a.tsv", "name\tage\nAda, B\t3\n");
  CHECK(people.read("a.tsv") == "{\"name\":\"Ada, B\",\"age\":3}\n");
  people.source.options = {{"separator", plan::Value::string(";")}};
  people.file("a.csv", "name;age\nAda, B;3\n");
  CHECK(people.read("a.csv") == "{\"name\":\"Ada, B\",\"age\":3}\n");
}

TEST_CASE("what is wrong with a csv is told with the line where the record began") {
  People people;
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"", "a.csv:1: the file is empty; its first line must name the columns"},
      {"age\n", "a.csv:1: there is no column `name`; the first line names age"},
      {"name,name\n", "a.csv:1: two columns are named `name`"},
      {"name,age\nAda\n", "a.csv:2: this record has 1 cell, but the first line names 2"},
      {"name,age\n\"x\ny\",1\n\"x\ny\",1,2\n", "a.csv:4: this record has 3 cells"},
      {"name,age\n\"Ada,3\n", "a.csv:2: a cell of this record begins with a quote that is never closed"},
      {"name,age\n\"A\"da,3\n", "a.csv:2: a closing quote is followed by `d`"},
      {"name,age\nAda,old\n", "a.csv:2: column `age`: "},
      {"name,age\nAndr\xE9,3\n", "a.csv:2: in a cell, byte 5 is 0xE9"},
  };
  for (const auto& [content, message] : wrong) {
    people.file("a.csv", content);
    CAPTURE(content);
    CHECK(people.read("a.csv").find(message) != std::string::npos);
  }
}

TEST_CASE("a cell becomes what its column's type says") {
  Pipeline pipeline;
  auto& types = pipeline.types;
  pipeline.row({{"b", types.of(TypeKind::Bool), "", {}},
                {"f", types.of(TypeKind::Float), "", {}},
                {"d", types.of(TypeKind::Date), "", {}},
                {"l", types.literal_of({plan::Value::string("x"), plan::Value::string("y")}), "", {}},
                {"xs", types.list_of(types.of(TypeKind::Int)), "", {}},
                {"s", pipeline.maybe(TypeKind::String), "", {}},
                {"z", types.of(TypeKind::Int), "", plan::Value(std::int64_t{9})}});
  pipeline.file("a.csv", "b,f,d,l,xs,s,z\nTRUE,1,2024-01-31,x,\"[1,2]\",,\nfalse,2.5,2024-02-29,y,[],007,8\n");
  CHECK(pipeline.read("a.csv") ==
        "{\"b\":true,\"f\":1.0,\"d\":\"2024-01-31\",\"l\":\"x\",\"xs\":[1,2],\"s\":null,\"z\":9}\n"
        "{\"b\":false,\"f\":2.5,\"d\":\"2024-02-29\",\"l\":\"y\",\"xs\":[],\"s\":\"007\",\"z\":8}\n");
  pipeline.file("b.csv", "b,f,d,l,xs,s,z\ntrue,1,2024-01-31,X,[],,1\n");  // data is taken as it stands
  CHECK(pipeline.read("b.csv").find("b.csv:2: ") == 0);
  pipeline.file("c.csv", "b,f,d,l,xs,s,z\n,1,2024-01-31,x,[],,1\n");  // an empty cell of a bool
  CHECK(pipeline.read("c.csv").find("c.csv:2: ") == 0);
}

TEST_CASE("a document is one row: where it stands and its text, verbatim") {
  Pipeline pipeline;
  pipeline.row({{"path", pipeline.of(TypeKind::String), "", {}}, {"text", pipeline.of(TypeKind::String), "", {}}});
  pipeline.file("docs/b.txt", "B\r\nb\n");
  pipeline.file("docs/a.txt", "");
  pipeline.file("docs/.hidden.txt", "x");
  pipeline.file("docs/deep/er/c.txt", "C");
  CHECK(pipeline.read("docs/b.txt") == "{\"path\":\"docs/b.txt\",\"text\":\"B\\r\\nb\\n\"}\n");
  CHECK(pipeline.read("docs/*.txt") ==
        "docs/a.txt#0 {\"path\":\"docs/a.txt\",\"text\":\"\"}\n"
        "docs/b.txt#0 {\"path\":\"docs/b.txt\",\"text\":\"B\\r\\nb\\n\"}\n");
  CHECK(pipeline.read("docs/**/c.txt") == "docs/deep/er/c.txt#0 {\"path\":\"docs/deep/er/c.txt\",\"text\":\"C\"}\n");
}

TEST_CASE("files of a glob are read in the order of their names, and number their rows each") {
  People people;
  people.file("in/b.jsonl", "{\"name\":\"B\"}\n{\"name\":\"BB\"}\n");
  people.file("in/a.jsonl", "{\"name\":\"A\"}\n");
  people.file("in/c.csv", "name\n");
  CHECK(people.read("in/*.jsonl") ==
        "in/a.jsonl#0 {\"name\":\"A\",\"age\":null}\n"
        "in/b.jsonl#0 {\"name\":\"B\",\"age\":null}\n"
        "in/b.jsonl#1 {\"name\":\"BB\",\"age\":null}\n");
  CHECK(people.read("in/*.json").find("source `s`: no file matches") == 0);
}

TEST_CASE("a file whose very name looks like a glob is that file") {
  People people;
  people.file("a[1].jsonl", "{\"name\":\"A\"}\n");
  CHECK(people.read("a[1].jsonl") == "{\"name\":\"A\",\"age\":null}\n");
}

TEST_CASE("a format that nobody reads is named") {
  People people;
  people.format = "parquet";
  people.file("a.parquet", "x");
  CHECK(people.read("a.parquet") == "source `s`: there is no reader for `parquet`; use jsonl, json, csv, tsv or txt");
}
