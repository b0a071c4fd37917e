#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// `dataset d -> Schema`: what is written has exactly that type, and who is asked is asked for it.
void Checker::resolve_row_schema(DatasetInfo& dataset) {
  const TypeExpr* written = dataset.decl->row_type;
  if (!written) return;
  const TypeId schema = resolve(written);
  if (type(schema).kind == TypeKind::Error) return;
  if (type(schema).kind != TypeKind::Record) {
    error(Code::NotARecord, written->span, "the rows of a dataset are records",
          fmt::format("this is `{}`", show(schema)));
    return;
  }
  dataset.schema = schema;
}

std::optional<TypeId> Checker::wanted_by_schema(const ColumnInfo& column) const {
  const auto& schema = place_.dataset->schema;
  const plan::Field* field = schema && column.written ? module_.types.find_field(*schema, column.name) : nullptr;
  return field ? std::optional(field->type) : std::nullopt;
}

void Checker::check_row_schema(DatasetInfo& dataset) {
  if (!dataset.schema) return;
  const std::vector<plan::Field> fields = type(*dataset.schema).fields;
  const std::string schema = show(*dataset.schema);
  for (ColumnInfo& column : dataset.columns) {
    if (!column.written) continue;
    const source::Span span = column.spread_field ? column.line->span : column.line->word;
    const auto field = std::ranges::find(fields, column.name, &plan::Field::name);
    if (field == fields.end()) {
      auto& diagnostic = error(Code::SchemaColumns, span, fmt::format("`{}` has no field `{}`", schema, column.name),
                               "this column would be written");
      diagnostic.others.push_back({dataset.decl->row_type->span, "exactly this is demanded"});
      if (!column.spread_field)
        diagnostic.hints.push_back({fmt::format("keep it inside: `let {} = …`", column.name), {}});
      continue;
    }
    const Fit fits = fit(module_.types, column.type, field->type);
    if (fits == Fit::No) {
      auto& diagnostic =
          error(Code::SchemaColumns, span, fmt::format("`{}` of `{}` is `{}`", column.name, schema, show(field->type)),
                fmt::format("this is `{}`", show(column.type)));
      diagnostic.others.push_back({dataset.decl->row_type->span, "demanded here"});
    } else if (fits == Fit::Checked) {
      column.demand = field->type;
    }
  }
  for (const plan::Field& field : fields) {
    if (field.name == kErrorsColumn || dataset.by_name.contains(field.name)) continue;
    auto& diagnostic = error(Code::SchemaColumns, dataset.decl->row_type->span,
                             fmt::format("the field `{}` of `{}` is no column", field.name, schema));
    diagnostic.hints.push_back({fmt::format("add a column: `{} = …`", field.name), {}});
  }
  refuse_nulls_of_failures(dataset);
}

/// A kept row that failed has nulls, and says why in `_errors`: the schema has to allow both.
void Checker::refuse_nulls_of_failures(const DatasetInfo& dataset) {
  const auto line = std::ranges::find(dataset.decl->lines, DatasetLineKind::OnFailure, &DatasetLine::kind);
  if (line == dataset.decl->lines.end() || line->policy != FailurePolicy::Keep) return;
  std::string lacking;
  const auto note = [&](std::string_view what) { lacking += fmt::format("{}`{}`", lacking.empty() ? "" : ", ", what); };
  if (!module_.types.find_field(*dataset.schema, kErrorsColumn)) note("_errors: json");
  for (const ColumnInfo& column : dataset.columns) {
    const plan::Field* field = column.written ? module_.types.find_field(*dataset.schema, column.name) : nullptr;
    if (!field || module_.types.is_optional(field->type) || type(field->type).kind == TypeKind::Json) continue;
    if (column.may_fail || column.demand) note(fmt::format("{}: {}?", field->name, show(field->type)));
  }
  if (lacking.empty()) return;
  auto& diagnostic = error(Code::SchemaFailures, line->word, "a row that failed would not be what the schema says",
                           fmt::format("it would need {}", lacking));
  diagnostic.others.push_back({dataset.decl->row_type->span, "demanded here"});
  diagnostic.hints.push_back({"leave such rows out: `on failure drop`", {}});
}

}  // namespace sdg::sema
