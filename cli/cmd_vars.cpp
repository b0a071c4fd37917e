#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/terminal.h"
#include "compiler/jinja/variables.h"
#include "compiler/plan/pretty_json.h"

namespace sdg::cli {
namespace {

using plan::Value;

/// A variable as it is shown: `questions`, `[string]`, `q.jinja:3:8`.
struct Line {
  std::string name, type, place;
};

std::string place_of(const source::SourceMap& sources, source::Span span) {
  const source::Position position = sources[span.file].position(span.begin);
  return fmt::format("{}:{}:{}", sources[span.file].path(), position.line, position.column);
}

void show_text(const std::vector<jinja::Variable>& variables, plan::TypeTable& types,
               const source::SourceMap& sources) {
  std::vector<Line> lines;
  std::size_t name_width = 0, type_width = 0;
  for (const jinja::Variable& variable : variables) {
    lines.push_back(
        {variable.name, types.show(jinja::implied_type(variable.use, types)), place_of(sources, variable.use.first)});
    name_width = std::max(name_width, lines.back().name.size());
    type_width = std::max(type_width, lines.back().type.size());
  }
  for (const Line& line : lines) {
    say(fmt::format("{:<{}}  {:<{}}  {}", line.name, name_width, line.type, type_width, line.place));
  }
}

void show_json(const std::vector<jinja::Variable>& variables, plan::TypeTable& types,
               const source::SourceMap& sources) {
  std::vector<Value> list;
  for (const jinja::Variable& variable : variables) {
    const plan::TypeId type = jinja::implied_type(variable.use, types);
    const source::Span span = variable.use.first;
    const source::Position position = sources[span.file].position(span.begin);
    plan::RecordBuilder out;
    out.add("name", variable.name).add("type", types.show(types.required(type)));
    out.add("optional", Value(types.is_optional(type))).add("file", sources[span.file].path());
    out.add("line", Value(std::int64_t{position.line})).add("column", Value(std::int64_t{position.column}));
    list.push_back(out.build());
  }
  print(plan::to_pretty_json(Value::list(std::move(list))));
}

}  // namespace

int vars(const VarsOptions& options) {
  auto text = read_file(options.file);
  if (!text) {
    say_error(text.failure().message);
    return kProgramWrong;
  }
  source::SourceMap sources;
  diag::DiagSink diags;
  DiskLoader disk;
  jinja::Library library(sources, disk, diags);
  const auto file = sources.add(options.file == "-" ? "<stdin>" : options.file, *std::move(text));
  const auto which = library.add(file, [](std::string_view) { return std::nullopt; }, {});
  const auto variables = jinja::variables_of(library.templates(), which);
  plan::TypeTable types;
  show(diags.sorted(), sources);
  // What was not understood may use them in any way.
  if (diags.has_errors()) return kProgramWrong;
  if (options.format == Format::Json) {
    show_json(variables, types, sources);
  } else {
    show_text(variables, types, sources);
  }
  return kDone;
}

}  // namespace sdg::cli
