#include <fmt/format.h>

#include "compiler/syntax/dumper.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/quote.h"

namespace sdg::syntax {
namespace {

std::string_view name_of(DeclKind kind) {
  constexpr std::string_view kNames[] = {"Error",  "Use",      "Param",   "Type",      "Schema",  "Source", "Model",
                                         "Prompt", "Function", "Sampler", "Generator", "Dataset", "Test"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(TypeExprKind kind) {
  constexpr std::string_view kNames[] = {"Error", "Named", "Literal", "List", "Record", "Union"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(GeneratorLineKind kind) {
  constexpr std::string_view kNames[] = {"error",    "model", "system",   "user",   "assistant",
                                         "messages", "reply", "attempts", "setting"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(DatasetLineKind kind) {
  constexpr std::string_view kNames[] = {"error", "spread",  "column",  "let",   "each",     "key",
                                         "seed",  "shuffle", "rows",    "keep",  "distinct", "measure",
                                         "split", "budget",  "failure", "output"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string join(std::span<const Name> path, std::string_view separator) {
  std::string text;
  for (const Name& part : path) {
    if (!text.empty()) text += separator;
    text += written(part);
  }
  return text;
}

}  // namespace

void Dumper::line(std::string_view text) { out_ += fmt::format("{:{}}{}\n", "", depth_ * 2, text); }

void Dumper::line(std::string_view text, Span span) { line(fmt::format("{} {}", text, place(span))); }

void Dumper::doc(std::string_view text) {
  if (!text.empty()) line("doc " + quote(text));
}

std::string Dumper::place(Span span) const {
  const auto begin = source_.position(span.begin);
  const auto end = source_.position(span.end);
  if (begin.line == end.line) return fmt::format("{}:{}-{}", begin.line, begin.column, end.column);
  return fmt::format("{}:{}-{}:{}", begin.line, begin.column, end.line, end.column);
}

std::string Dumper::run() {
  line(fmt::format("File, edition {}", file_.edition));
  const Indented inside(*this);
  doc(file_.doc);
  for (const Decl* one : file_.decls) decl(*one);
  return std::move(out_);
}

void Dumper::decl(const Decl& decl) {
  const bool is_test = decl.kind == DeclKind::Test;
  const std::string name = decl.name.text.empty() ? "" : " " + (is_test ? quote(decl.name.text) : written(decl.name));
  line(fmt::format("{}{}", name_of(decl.kind), name), decl.span);
  const Indented inside(*this);
  doc(decl.doc);
  decl_body(decl);
}

void Dumper::decl_body(const Decl& decl) {
  switch (decl.kind) {
    case DeclKind::Error: return;
    case DeclKind::Use: {
      const auto& use = decl.as<UseDecl>();
      expr("file", use.file);
      if (use.file == nullptr) line("path " + join(use.path, "."));
      if (use.has_alias) line("as " + written(use.name));
      return;
    }
    case DeclKind::Param:
      type("type", decl.as<ParamDecl>().type);
      return expr("default", decl.as<ParamDecl>().default_value);
    case DeclKind::Type: return type("type", decl.as<TypeDecl>().type);
    case DeclKind::Schema:
      for (const FieldDecl& one : decl.as<SchemaDecl>().fields) field(one);
      return;
    case DeclKind::Source: type("type", decl.as<SourceDecl>().type); return expr("value", decl.as<SourceDecl>().value);
    case DeclKind::Model: return expr("value", decl.as<ModelDecl>().value);
    case DeclKind::Prompt: return expr("value", decl.as<PromptDecl>().value);
    case DeclKind::Function: {
      const auto& function = decl.as<FunctionDecl>();
      return function_body(function.params, function.result, function.body);
    }
    case DeclKind::Sampler: {
      const auto& sampler = decl.as<SamplerDecl>();
      return function_body(sampler.params, sampler.result, sampler.body);
    }
    case DeclKind::Generator: {
      const auto& generator = decl.as<GeneratorDecl>();
      function_body(generator.params, generator.result, generator.body);
      for (const GeneratorLine& one : generator.lines) generator_line(one);
      return;
    }
    case DeclKind::Dataset: return dataset(decl.as<DatasetDecl>());
    case DeclKind::Test:
      for (const TestLine& one : decl.as<TestDecl>().lines) test_line(one);
      return;
  }
}

void Dumper::params(std::span<const ParamOfFunction> params) {
  for (const ParamOfFunction& param : params) {
    line("parameter " + written(param.name), param.name.span);
    const Indented inside(*this);
    type("type", param.type);
    expr("default", param.default_value);
  }
}

void Dumper::function_body(std::span<const ParamOfFunction> parameters, const TypeExpr* result, const Expr* body) {
  params(parameters);
  type("result", result);
  expr("body", body);
}

void Dumper::generator_line(const GeneratorLine& one) {
  const bool is_setting = one.kind == GeneratorLineKind::Setting;
  line(fmt::format("{}{}", name_of(one.kind), is_setting ? " " + written(one.name) : ""), one.span);
  const Indented inside(*this);
  expr("", one.value);
}

void Dumper::dataset(const DatasetDecl& dataset) {
  for (const DatasetInput& input : dataset.inputs) {
    expr("from" + (input.alias.text.empty() ? "" : " as " + written(input.alias)), input.value);
  }
  type("rows", dataset.row_type);
  for (const DatasetLine& one : dataset.lines) dataset_line(one);
}

void Dumper::dataset_line(const DatasetLine& one) {
  constexpr std::string_view kPolicies[] = {" drop", " keep", " stop"};
  const std::string name = one.name.text.empty() ? "" : " " + written(one.name);
  const bool has_policy = one.kind == DatasetLineKind::OnFailure;
  line(
      fmt::format("{}{}{}", name_of(one.kind), name, has_policy ? kPolicies[static_cast<std::size_t>(one.policy)] : ""),
      one.span);
  const Indented inside(*this);
  doc(one.doc);
  type("type", one.type);
  exprs("", one.list);
  expr("", one.value);
  constexpr std::string_view kWithin = "within", kSimilar = "similar", kAfter = "after";
  expr(one.kind == DatasetLineKind::Rows       ? kWithin
       : one.kind == DatasetLineKind::Distinct ? kSimilar
                                               : kAfter,
       one.second);
  for (const Share& share : one.shares) expr("share " + written(share.name), share.value);
  exprs("by", one.by);
}

void Dumper::test_line(const TestLine& one) {
  switch (one.kind) {
    case TestLineKind::Error: line("error", one.span); break;
    case TestLineKind::Given:
      line(fmt::format("given {}{}", join(one.path, "."), one.has_params ? "(" + join(one.params, ", ") + ")" : ""),
           one.span);
      break;
    case TestLineKind::Expect: line("expect", one.span); break;
    case TestLineKind::Binding: line("binding " + written(one.name), one.span); break;
  }
  const Indented inside(*this);
  expr("", one.value);
}

void Dumper::type(std::string_view role, const TypeExpr* one) {
  if (one == nullptr) return;
  const std::string path = one->path.empty() ? "" : " " + join(one->path, ".");
  line(fmt::format("{}: {}{}{}", role, name_of(one->kind), path, one->optional ? " optional" : ""), one->span);
  const Indented inside(*this);
  expr("literal", one->literal);
  type("element", one->element);
  for (const FieldDecl& member : one->fields) field(member);
  for (const TypeExpr* member : one->members) type("member", member);
  if (one->bound == nullptr) return;
  line("bound" + (one->bound->is_regex ? " /" + std::string(one->bound->pattern) + "/" : ""), one->bound->span);
  const Indented in_bound(*this);
  expr("first", one->bound->first);
  expr("last", one->bound->last);
}

void Dumper::field(const FieldDecl& field) {
  line("field " + written(field.name), field.name.span);
  const Indented inside(*this);
  doc(field.doc);
  type("type", field.type);
  expr("default", field.default_value);
}

std::string dump(const File& file, const source::SourceMap& sources) { return Dumper(file, sources).run(); }

}  // namespace sdg::syntax
