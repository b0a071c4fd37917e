#include "compiler/format/printer.h"

// Declarations up to the braces of their blocks.
namespace sdg::format {

void Printer::decl_body(const syntax::Decl& decl) {
  using enum syntax::DeclKind;
  switch (decl.kind) {
    case Error: return copy(decl.span);
    case Use: return use(decl.as<syntax::UseDecl>());
    case Param: return param(decl.as<syntax::ParamDecl>());
    case Type:
      token("type");
      name(decl.name);
      sign(decl.span.begin, false);
      space_or_line();
      return type(*decl.as<syntax::TypeDecl>().type);
    case Schema:
      token("schema");
      name(decl.name);
      space();
      return fields(decl.as<syntax::SchemaDecl>().fields);
    case Source: return source(decl.as<syntax::SourceDecl>());
    case Model: token("model"); return named_value(decl, *decl.as<syntax::ModelDecl>().value);
    case Prompt: token("prompt"); return named_value(decl, *decl.as<syntax::PromptDecl>().value);
    case Function: {
      const auto& function = decl.as<syntax::FunctionDecl>();
      token("function");
      signature(decl, function.params, function.result);
      return body(*function.body);
    }
    case Sampler: {
      const auto& sampler = decl.as<syntax::SamplerDecl>();
      token("sampler");
      signature(decl, sampler.params, sampler.result);
      return body(*sampler.body);
    }
    case Generator: return generator(decl.as<syntax::GeneratorDecl>());
    case Dataset: return dataset(decl.as<syntax::DatasetDecl>());
    case Test:
      token("test");
      name(decl.name);
      return block(decl.as<syntax::TestDecl>().lines);
  }
}

void Printer::use(const syntax::UseDecl& use) {
  token("use");
  space();
  if (use.file != nullptr) {
    copy(use.file->span);
  } else {
    path(use.path);
  }
  if (use.has_alias) alias(use.name);
}

void Printer::alias(const syntax::Name& alias) {
  word("as");
  name(alias);
}

void Printer::param(const syntax::ParamDecl& param) {
  token("param");
  name(param.name);
  annotation(param.type);
  if (param.default_value == nullptr) return;
  sign(param.span.begin, param.type != nullptr);
  assigned(*param.default_value);
}

void Printer::source(const syntax::SourceDecl& source) {
  token("source");
  name(source.name);
  annotation(source.type);
  sign(source.span.begin, source.type != nullptr);
  assigned(*source.value);
}

void Printer::named_value(const syntax::Decl& decl, const syntax::Expr& value) {
  name(decl.name);
  sign(decl.span.begin, false);
  assigned(value);
}

void Printer::signature(const syntax::Decl& decl, std::span<const syntax::ParamOfFunction> params,
                        const syntax::TypeExpr* result) {
  name(decl.name);
  std::vector<Entry> entries;
  for (const syntax::ParamOfFunction& param : params) {
    entries.push_back({param.name.span.begin, 0, [this, &param] { parameter(param); }});
  }
  list(kParens, entries);
  result_type(result);
}

void Printer::parameter(const syntax::ParamOfFunction& param) {
  copy(param.name);
  annotation(param.type);
  if (param.default_value == nullptr) return;
  word("=");
  assigned(*param.default_value);
}

void Printer::body(const syntax::Expr& value) {
  word("=");
  assigned(value);
}

void Printer::generator(const syntax::GeneratorDecl& generator) {
  token("generator");
  signature(generator, generator.params, generator.result);
  if (generator.body != nullptr) return body(*generator.body);
  block(generator.lines);
}

void Printer::dataset(const syntax::DatasetDecl& dataset) {
  token("dataset");
  name(dataset.name);
  for (const syntax::DatasetInput& input : dataset.inputs) {
    if (&input == &dataset.inputs.front()) {
      word("from");
      space();
    } else {
      token(",");
      space_or_line();
    }
    expr(*input.value);
    if (!input.alias.text.empty()) alias(input.alias);
  }
  result_type(dataset.row_type);
  block(dataset.lines);
}

}  // namespace sdg::format
