#include <charconv>

#include <fmt/format.h>

#include "compiler/syntax/build_line.h"
#include "compiler/syntax/build_type.h"
#include "compiler/syntax/entry.h"

// Declarations, and the file that they stand in.
namespace sdg::syntax {

template <>
struct action<g::decl_begin> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.decl = {};
    b.decl.begin = b.offset(in.begin());
    b.stacks.inputs.clear();
    b.stacks.generator_lines.clear();
    b.stacks.dataset_lines.clear();
    b.stacks.test_lines.clear();
  }
};

/// A declaration with what all of them have; the caller sets the rest.
template <class T, typename In>
T decl_node(const In& in, Builder& b, const Name& name) {
  T decl{};
  decl.kind = T::kKind;
  decl.span = span_of(in, b);
  decl.name = name;
  decl.doc = b.docs(b.decl.begin, b.decl.header_end != 0 ? b.decl.header_end : decl.span.end);
  return decl;
}

template <class T>
void add_decl(Builder& b, const T& decl) {
  b.file.decls.push_back(b.file.arena.make(decl));
}

template <>
struct action<g::skip_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    add_decl(b, decl_node<ErrorDecl>(in, b, name_of_broken(b, b.decl.begin)));
  }
};

// use

/// `people` of `./lib/people.sdg`.
inline std::string_view file_stem(std::string_view path) {
  path.remove_prefix(path.find_last_of('/') == path.npos ? 0 : path.find_last_of('/') + 1);
  return path.substr(0, path.find('.'));
}

template <>
struct action<g::use_file> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_plain_string(b, in.begin(), in.end());
    b.decl.file = &b.pop()->template as<StringExpr>();
  }
};
template <>
struct action<g::use_path> {
  static void apply0(Builder& b) { b.decl.path = take_path(b); }
};
template <>
struct action<g::no_alias> {
  static void apply0(Builder& b) { b.stacks.names.emplace_back(); }
};
template <>
struct action<g::use_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    Name name = b.pop_name();
    const bool has_alias = !name.text.empty();
    if (!has_alias && b.decl.file != nullptr) name = {file_stem(b.decl.file->plain_text()), b.decl.file->span, false};
    if (!has_alias && b.decl.file == nullptr) name = b.decl.path.back();
    auto decl = decl_node<UseDecl>(in, b, name);
    decl.path = b.decl.path;
    decl.file = b.decl.file;
    decl.has_alias = has_alias;
    add_decl(b, decl);
  }
};

// param, type, schema, source, model, prompt

template <>
struct action<g::no_param_default> : push_no_value {};
template <>
struct action<g::param_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<ParamDecl>(in, b, b.pop_name());
    decl.type = Builder::take(b.stacks.types);
    decl.default_value = b.pop();
    add_decl(b, decl);
  }
};
template <>
struct action<g::type_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<TypeDecl>(in, b, b.pop_name());
    decl.type = Builder::take(b.stacks.types);
    add_decl(b, decl);
  }
};
template <>
struct action<g::schema_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<SchemaDecl>(in, b, b.pop_name());
    decl.fields = b.take_from(b.stacks.fields, b.close().items);
    add_decl(b, decl);
  }
};
template <>
struct action<g::source_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<SourceDecl>(in, b, b.pop_name());
    decl.type = Builder::take(b.stacks.types);
    decl.value = b.pop();
    add_decl(b, decl);
  }
};
template <class T>
struct make_named_value {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<T>(in, b, b.pop_name());
    decl.value = b.pop();
    add_decl(b, decl);
  }
};
template <>
struct action<g::model_decl> : make_named_value<ModelDecl> {};
template <>
struct action<g::prompt_decl> : make_named_value<PromptDecl> {};

// function, sampler, generator

template <>
struct action<g::open_parameters> : open_for<&Stacks::params> {};
template <>
struct action<g::no_parameter_default> : push_no_value {};
template <>
struct action<g::parameter> {
  static void apply0(Builder& b) {
    ParamOfFunction param{};
    param.default_value = b.pop();
    param.type = Builder::take(b.stacks.types);
    param.name = b.pop_name();
    if (param.type == nullptr) report_missing_type(b, param.name);
    b.stacks.params.push_back(param);
  }
};
template <>
struct action<g::parameters> {
  static void apply0(Builder& b) { b.decl.params = b.take_from(b.stacks.params, b.close().items); }
};
template <class T>
struct make_function {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<T>(in, b, b.pop_name());
    decl.params = b.decl.params;
    decl.result = Builder::take(b.stacks.types);
    decl.body = b.pop();
    add_decl(b, decl);
  }
};
template <>
struct action<g::function_decl> : make_function<FunctionDecl> {};
template <>
struct action<g::sampler_decl> : make_function<SamplerDecl> {};
template <>
struct action<g::generator_block> {
  static void apply0(Builder& b) {
    b.close();
    b.stacks.values.push_back(nullptr);
  }
};
template <>
struct action<g::generator_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto decl = decl_node<GeneratorDecl>(in, b, b.pop_name());
    decl.params = b.decl.params;
    decl.result = Builder::take(b.stacks.types);
    decl.body = b.pop();
    decl.lines = b.file.arena.copy(b.stacks.generator_lines);
    add_decl(b, decl);
  }
};

// dataset, test

template <>
struct action<g::no_input_alias> : action<g::no_alias> {};
template <>
struct action<g::input> {
  static void apply0(Builder& b) { b.stacks.inputs.push_back({b.pop(), b.pop_name()}); }
};
template <>
struct action<g::dataset_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    auto decl = decl_node<DatasetDecl>(in, b, b.pop_name());
    decl.inputs = b.file.arena.copy(b.stacks.inputs);
    decl.row_type = Builder::take(b.stacks.types);
    decl.lines = b.file.arena.copy(b.stacks.dataset_lines);
    add_decl(b, decl);
  }
};
template <>
struct action<g::test_name> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const char* begin = g::skip_blanks(in.begin(), in.end());
    const Span span = b.span(begin, in.end());
    b.stacks.names.push_back({b.text(span).substr(1, span.length() - 2), span, true});
  }
};
template <>
struct action<g::test_decl> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    auto decl = decl_node<TestDecl>(in, b, b.pop_name());
    decl.lines = b.file.arena.copy(b.stacks.test_lines);
    add_decl(b, decl);
  }
};

// The file

template <>
struct action<g::edition_number> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    if (in.string_view() == "1") return;
    auto& diag = b.report(diag::Code::UnknownEdition, span_of(in, b),
                          fmt::format("there is no edition {} of the language", in.string_view()));
    diag.hints.push_back({"write `sdg 1`", {{span_of(in, b), "1"}}});
  }
};

void match_file(Builder& builder, const std::string& path) {
  Input in(builder.text().data(), builder.text().data() + builder.text().size(), path);
  (void)peg::parse<g::file, action, control>(in, builder);
}

}  // namespace sdg::syntax
