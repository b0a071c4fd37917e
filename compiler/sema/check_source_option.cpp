#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::OptionKind;
using plan::TypeKind;

namespace {

std::optional<std::string> plain_text(const Expr& expr) {
  const auto* text = expr.try_as<StringExpr>();
  return text && text->is_plain() ? std::optional(std::string(text->plain_text())) : std::nullopt;
}

}  // namespace

void Checker::report_unknown_option(const plan::FileFormat& format, plan::FileAccess access, const Arg& arg) {
  if (place_.dataset) check(*arg.value);
  if (arg.name.text.empty()) {
    error(Code::TooManyArguments, arg.value->span, fmt::format("`{}` takes one path", format.name),
          "everything else is given by name");
    return;
  }
  auto& diagnostic =
      error(Code::UnknownArgument, arg.name.span, fmt::format("`{}` has no option `{}`", format.name, arg.name.text));
  std::vector<std::string_view> names;
  for (const plan::FileOption* option : plan::file_options(access, format)) names.push_back(option->name);
  suggest(diagnostic, arg.name, names);
  if (diagnostic.hints.empty()) diagnostic.notes.push_back(fmt::format("it has `{}`", fmt::join(names, "`, `")));
}

void Checker::check_file_option(const plan::FileOption& option, const Arg& arg) {
  const Expr& value = *arg.value;
  switch (option.kind) {
    case OptionKind::Text: check_as(value, plain(TypeKind::String)); return;
    case OptionKind::Whole: check_as(value, plain(TypeKind::Int)); return;
    case OptionKind::Truth: check_as(value, plain(TypeKind::Bool)); return;
    case OptionKind::OneOf: {
      std::vector<plan::Value> words;
      for (const std::string_view word : plan::words_of(option))
        words.push_back(plan::Value::string(std::string(word)));
      check_as(value, module_.types.literal_of(std::move(words)));
      return;
    }
    case OptionKind::Columns: return check_output_columns(value);
    case OptionKind::Row: {
      const TypeId have = check(value);
      const TypeKind kind = type(have).kind;
      if (kind == TypeKind::Record || kind == TypeKind::Json || kind == TypeKind::Error) return;
      auto& diagnostic = error(Code::NotARecord, value.span, fmt::format("`{}` is a record", option.name),
                               fmt::format("this is `{}`", show(have)));
      diagnostic.hints.push_back({"give it a name",
                                  {{value.span, fmt::format("{{{}: {}}}", option.name == "inputs" ? "input" : "output",
                                                            surroundings_.sources.text(value.span))}}});
      return;
    }
    case OptionKind::Names: {
      const auto* list = value.try_as<ListExpr>();
      const bool is_names = list && std::ranges::all_of(list->items, [](const Item& item) {
                              return !item.spread && (item.value->kind == ExprKind::Name || plain_text(*item.value));
                            });
      if (!is_names && value.kind != ExprKind::Error)
        error(Code::TypeMismatch, value.span, fmt::format("`{}` is a list of names", option.name),
              "it is known before anything runs");
      return;
    }
    case OptionKind::Texts: {
      const auto* record = value.try_as<RecordExpr>();
      if (!record && value.kind != ExprKind::Error)
        error(Code::TypeMismatch, value.span, fmt::format("`{}` is a record of texts", option.name),
              "it is known before anything runs");
      return;
    }
  }
}

void Checker::take_source_option(SourceInfo& info, const plan::FileFormat& format, const Arg& arg) {
  const auto* option = plan::find_file_option(plan::FileAccess::Read, format, arg.name.text);
  if (!option) return report_unknown_option(format, plan::FileAccess::Read, arg);
  check_file_option(*option, arg);
  if (option->kind == OptionKind::Text && !plain_text(*arg.value)) {
    if (arg.value->kind != ExprKind::Error)
      error(Code::NotConstant, arg.value->span, "an option of a source is a plain text");
    return;
  }
  info.options.emplace_back(std::string(arg.name.text), arg.value);
}

/// What is done to the columns of the file: they get their names, then their labels, then some are chosen.
void Checker::apply_source_options(SourceInfo& info) {
  const auto written = [&](std::string_view name) -> const Expr* {
    const auto found = std::ranges::find_if(info.options, [&](const auto& option) { return option.first == name; });
    return found == info.options.end() ? nullptr : found->second;
  };
  if (type(info.row).kind != TypeKind::Record) return;
  const Expr* rename = written("rename");
  const Expr* labels = written("labels");
  const Expr* columns = written("columns");
  if (rename && rename->kind == ExprKind::Record && !rename_columns(info, rename->as<RecordExpr>())) return;
  if (labels && labels->kind == ExprKind::Record) label_columns(info, labels->as<RecordExpr>());
  if (columns && columns->kind == ExprKind::List) choose_columns(info, columns->as<ListExpr>());
}

/// `rename = {prompt: "question"}`: what the file calls `prompt` is called `question` here, in a type as well. False
/// where it was wrong.
bool Checker::rename_columns(SourceInfo& info, const RecordExpr& renames) {
  std::vector<plan::Field> fields = type(info.row).fields;
  bool all_known = true;
  for (const Entry& entry : renames.entries) {
    const auto name = plain_text(*entry.value);
    if (!name || entry.spread) {
      error(Code::NotConstant, entry.value->span, "the new name of a column is a plain text");
      all_known = false;
      continue;
    }
    const std::string wanted = info.decl->type ? *name : std::string(entry.key.text);
    const auto field = std::ranges::find(fields, wanted, &plan::Field::name);
    if (field == fields.end()) {
      auto& diagnostic = error(Code::SourceColumns, info.decl->type ? entry.value->span : entry.key.span,
                               fmt::format("`{}` has no column `{}`", info.decl->name.text, wanted));
      diagnostic.hints.push_back(
          {"first the name in the file, then the name here: `rename = {prompt: \"question\"}`", {}});
      all_known = false;
      continue;
    }
    field->name = *name;
  }
  if (!info.decl->type) info.row = module_.types.record_of(std::move(fields));
  return all_known;
}

/// `labels = {0: "neg", 1: "pos"}` is of the column `label`; of others it is `labels = {mood: {0: "sad"}}`.
void Checker::label_columns(SourceInfo& info, const RecordExpr& labels) {
  const bool is_nested =
      std::ranges::any_of(labels.entries, [](const Entry& entry) { return entry.value->kind == ExprKind::Record; });
  if (!is_nested) return label_column(info, {"label", labels.span}, labels);
  for (const Entry& entry : labels.entries) {
    if (const auto* inner = entry.value->try_as<RecordExpr>()) {
      label_column(info, entry.key, *inner);
    } else {
      error(Code::SourceColumns, entry.value->span, "this is no column's labels", "the others have a column each");
    }
  }
}

void Checker::label_column(SourceInfo& info, const Name& column, const RecordExpr& labels) {
  std::vector<plan::Value> names;
  for (const Entry& entry : labels.entries) {
    if (const auto name = plain_text(*entry.value)) {
      names.push_back(plan::Value::string(*name));
    } else {
      error(Code::NotConstant, entry.value->span, "a label is a plain text");
    }
  }
  std::vector<plan::Field> fields = type(info.row).fields;
  const auto field = std::ranges::find(fields, column.text, &plan::Field::name);
  if (field == fields.end()) {
    auto& diagnostic = error(Code::SourceColumns, column.span,
                             fmt::format("`{}` has no column `{}`", info.decl->name.text, column.text));
    diagnostic.hints.push_back(
        {"say whose labels they are: `labels = {sentiment: {\"0\": \"neg\", \"1\": \"pos\"}}`", {}});
    return;
  }
  const TypeId named = module_.types.literal_of(std::move(names));
  const bool is_optional = module_.types.is_optional(field->type);
  if (!info.decl->type) {
    field->type = is_optional ? module_.types.optional_of(named) : named;
    info.row = module_.types.record_of(std::move(fields));
  } else if (fit(module_.types, named, field->type) != Fit::Yes) {
    error(Code::SourceColumns, labels.span, fmt::format("the labels of `{}` do not fit its type", column.text),
          fmt::format("`{}` against `{}`", show(named), show(field->type)));
  }
}

void Checker::choose_columns(SourceInfo& info, const ListExpr& columns) {
  const std::vector<plan::Field> fields = type(info.row).fields;
  std::vector<plan::Field> chosen;
  for (const Item& item : columns.items) {
    const auto* bare = item.value->try_as<NameExpr>();
    const std::string name = bare ? std::string(bare->name.text) : plain_text(*item.value).value_or(std::string());
    const auto field = std::ranges::find(fields, name, &plan::Field::name);
    if (field != fields.end()) {
      chosen.push_back(*field);
      continue;
    }
    auto& diagnostic = error(Code::SourceColumns, item.value->span,
                             fmt::format("`{}` has no column `{}`", info.decl->name.text, name));
    std::vector<std::string_view> names;
    for (const plan::Field& known : fields) names.push_back(known.name);
    if (bare) suggest(diagnostic, bare->name, names);
  }
  info.row = module_.types.record_of(std::move(chosen));
}

}  // namespace sdg::sema
