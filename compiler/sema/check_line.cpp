#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

/// What a line is called where it may stand once.
std::string_view single_line(DatasetLineKind kind) {
  switch (kind) {
    case DatasetLineKind::Key: return "key";  // of the rows between two `each`
    case DatasetLineKind::Seed: return "seed";
    case DatasetLineKind::Shuffle: return "shuffle";
    case DatasetLineKind::Rows: return "rows";
    case DatasetLineKind::Split: return "split";
    case DatasetLineKind::Budget: return "budget";
    case DatasetLineKind::OnFailure: return "on failure";
    case DatasetLineKind::Error:
    case DatasetLineKind::Spread:
    case DatasetLineKind::Column:
    case DatasetLineKind::Let:
    case DatasetLineKind::Each:
    case DatasetLineKind::Keep:
    case DatasetLineKind::Distinct:
    case DatasetLineKind::Measure:
    case DatasetLineKind::Output: return {};
  }
  return {};
}

}  // namespace

void Checker::check_once(const DatasetDecl& decl) {
  std::vector<const DatasetLine*> seen;
  for (const DatasetLine& line : decl.lines) {
    // Below an `each` stand other rows, with a key of their own.
    if (line.kind == DatasetLineKind::Each)
      std::erase_if(seen, [](const DatasetLine* other) { return other->kind == DatasetLineKind::Key; });
    const std::string_view name = single_line(line.kind);
    if (name.empty()) continue;
    const auto first = std::ranges::find(seen, line.kind, [](const DatasetLine* other) { return other->kind; });
    if (first == seen.end()) {
      seen.push_back(&line);
      continue;
    }
    auto& diagnostic = error(Code::LineTwice, line.word, fmt::format("`{}` may stand once in a dataset", name));
    diagnostic.others.push_back({(*first)->word, "first here"});
  }
}

void Checker::check_line(const DatasetLine& line) {
  place_.level = static_cast<std::uint32_t>(place_.dataset->eaches.size());
  const ListMark proven(place_.not_null);
  const bool is_after_filters = line.kind != DatasetLineKind::Keep && line.kind != DatasetLineKind::Key;
  if (is_after_filters)
    place_.not_null.insert(place_.not_null.end(), columns_.not_null.begin(), columns_.not_null.end());
  switch (line.kind) {
    case DatasetLineKind::Error:
    case DatasetLineKind::Spread:
    case DatasetLineKind::Column:
    case DatasetLineKind::Let:
    case DatasetLineKind::Each:
    case DatasetLineKind::Shuffle:
    case DatasetLineKind::Split: return;  // a column, checked as such
    case DatasetLineKind::Key: return check_key(line);
    case DatasetLineKind::Seed: check_as(*line.value, plain(TypeKind::Int)); return;
    case DatasetLineKind::Rows: return check_rows(line);
    case DatasetLineKind::Keep:
      if (std::ranges::find(columns_.filters, line.value) == columns_.filters.end()) check_condition(*line.value);
      return;
    case DatasetLineKind::Distinct: return check_distinct(line);
    case DatasetLineKind::Measure: return check_measure(line);
    case DatasetLineKind::Budget: return check_budget(*line.value);
    case DatasetLineKind::OnFailure:
      if (line.second) check_as(*line.second, plain(TypeKind::Int));
      return;
    case DatasetLineKind::Output: return check_output(*line.value);
  }
}

/// `rows = 5` is a column, and hardly meant to be one.
/// A column called `output` is common where rows are examples; what an output line takes is a path or a format.
bool Checker::may_be_meant_as_line(const DatasetLine& line) const {
  if (line.name.text != "output") return true;
  const auto* call = line.value->try_as<CallExpr>();
  const auto* format = call ? call->callee->try_as<NameExpr>() : nullptr;
  return line.value->kind == ExprKind::String || (format && plan::find_file_format(format->name.text));
}

void Checker::warn_of_line_word(const DatasetLine& line) {
  constexpr std::string_view kWords[] = {"rows",     "seed", "key",   "output",  "keep",  "shuffle",
                                         "distinct", "each", "split", "measure", "budget"};
  if (line.name.quoted || std::ranges::find(kWords, line.name.text) == std::end(kWords)) return;
  if (!may_be_meant_as_line(line)) return;
  // Where nothing else says how many rows there are, that is the mistake.
  const DatasetDecl& decl = *place_.dataset->decl;
  const bool has_rows = !decl.inputs.empty() || std::ranges::any_of(decl.lines, [](const DatasetLine& other) {
    return other.kind == DatasetLineKind::Rows || other.kind == DatasetLineKind::Error;
  });
  if (line.name.text == "rows" && !has_rows) return;
  auto& diagnostic = error(Code::LineWordAsColumn, line.name.span,
                           fmt::format("this is a column called `{}`, not a line that says it", line.name.text));
  const source::Span sign{line.name.span.file, line.name.span.end, line.value->span.begin};
  diagnostic.hints.push_back({"leave out the `=`", {{sign, " "}}});
  diagnostic.hints.push_back({fmt::format("for a column of this name write `` `{}` ``", line.name.text), {}});
}

}  // namespace sdg::sema
