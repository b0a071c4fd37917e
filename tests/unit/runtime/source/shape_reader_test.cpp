#include "runtime/source/shape_reader.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "tests/support/temp_dir.h"

using namespace sdg;
using source::Shape;

namespace {

std::string show(const Shape& shape) {
  static const char* names[] = {"null", "bool", "int", "float", "string", "list", "record", "json"};
  std::string text;
  if (shape.kind == Shape::Kind::List) {
    text = "[" + show(shape.parts.at(0)) + "]";
  } else if (shape.kind == Shape::Kind::Record) {
    for (std::size_t i = 0; i < shape.names.size(); ++i)
      text += (i > 0 ? ", " : "") + shape.names[i] + ": " + show(shape.parts[i]);
    text = "{" + text + "}";
  } else {
    text = names[static_cast<int>(shape.kind)];
  }
  return text + (shape.optional ? "?" : "");
}

std::string shape_of(const std::string& name, const std::string& content,
                     source::ShapeReader reader = source::ShapeReader()) {
  const test::TempDir folder;
  const auto path = (folder.path() / name).string();
  std::ofstream(path, std::ios::binary) << content;
  const auto shape = reader.read_shape({path, "", ""});
  if (shape) return show(*shape);
  auto message = shape.failure().message;
  const auto at = message.find(folder.path().string());
  return at == std::string::npos ? message : message.erase(at, folder.path().string().size() + 1);
}

}  // namespace

TEST_CASE("the shape of lines of JSON is what all of them fit") {
  CHECK(shape_of("a.jsonl", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2.5,\"b\":null}\n{\"b\":\"y\",\"c\":true}\n") ==
        "{a: float?, b: string?, c: bool?}");
  CHECK(shape_of("a.jsonl", "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":null}\n") == "{a: json?}");
}

TEST_CASE("lists and records are looked into") {
  CHECK(shape_of("a.jsonl", "{\"xs\":[],\"r\":{\"a\":1}}\n{\"xs\":[1,2],\"r\":{\"b\":\"x\"}}\n") ==
        "{xs: [int], r: {a: int?, b: string?}}");
  CHECK(shape_of("a.jsonl", "{\"xs\":[1,null]}\n") == "{xs: [int?]}");
  CHECK(shape_of("a.jsonl", "{\"xs\":[]}\n") == "{xs: [null]}");
}

TEST_CASE("a JSON file is a list of rows or one row") {
  CHECK(shape_of("a.json", "[{\"a\":1},{\"a\":2}]") == "{a: int}");
  CHECK(shape_of("a.json", "{\"a\":{\"b\":[1.5]}}") == "{a: {b: [float]}}");
  CHECK(shape_of("a.json", "[1]") == "a.json:1: a row must be an object: `{\"name\": value, …}`");
}

TEST_CASE("columns of a csv are typed by all sampled rows, never as dates") {
  CHECK(shape_of("a.csv", "i,f,b,s,d,z,e,m\n1,1.5,true,x,2024-01-31,007,,1\n-2,3,False,,2024-02-01,1,,true\n") ==
        "{i: int, f: float, b: bool, s: string, d: string, z: string, e: string, m: string}");
  CHECK(shape_of("a.csv", "i,f\n1,1.5\n,\n") == "{i: int?, f: float?}");
  CHECK(shape_of("a.tsv", "a\tb\n1\tx\n") == "{a: int, b: string}");
  CHECK(shape_of("a.csv", "a\n99999999999999999999\n") == "{a: float}");  // beyond an int
}

TEST_CASE("documents have a path and a text") { CHECK(shape_of("a.txt", "x") == "{path: string, text: string}"); }

TEST_CASE("only the beginning is looked at") {
  std::string rows;
  for (int i = 0; i < 10; ++i) rows += "{\"a\":1}\n";
  rows += "{\"a\":\"x\"}\nnot even JSON\n";
  CHECK(shape_of("a.jsonl", rows, source::ShapeReader(10)) == "{a: int}");
  CHECK(shape_of("a.jsonl", rows, source::ShapeReader(11)) == "{a: json}");
  CHECK(shape_of("a.jsonl", rows, source::ShapeReader(1000, 40)) == "{a: int}");
}

TEST_CASE("what cannot be told is told") {
  CHECK(shape_of("a.jsonl", "") == "`a.jsonl` holds no row to tell its type from; write the source's type");
  CHECK(shape_of("a.bin", "x") == "cannot tell the format of `a.bin`; use jsonl, json, csv, tsv or txt");
  CHECK(shape_of("a.jsonl", "{\"a\":1}\n{\n").find("a.jsonl:2: this is no JSON") == 0);
  CHECK(shape_of("a.csv", "a,b\n1\n") == "a.csv:2: this record has 1 cell, but the first line names 2");
  source::ShapeReader reader;
  CHECK(reader.read_shape({"-", "", "jsonl"}).failure().message ==
        "stdin cannot be looked at beforehand; write the source's type");
}
