#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/program.h"
#include "cli/schema_json.h"
#include "cli/terminal.h"
#include "compiler/format/page.h"

namespace sdg::cli {

namespace {

using Json = nlohmann::ordered_json;

/// A parameter as people see it: four texts.
using ParamRow = std::array<std::string, 4>;

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!is_blank || (!line.empty() && line.back() != ' ')) line += is_blank ? ' ' : c;
  }
  return line;
}

/// What stands behind the `=`, as written.
std::string default_of(const Program& program, const sema::ParamInfo& param) {
  if (!param.decl->default_value) return "none: it must be set";
  return one_line(program.sources.text(param.decl->default_value->span));
}

std::vector<ParamRow> rows_of(const Program& program) {
  std::vector<ParamRow> rows{{"name", "type", "default", "what it is"}};
  for (const sema::ParamInfo& param : program.module.params)
    rows.push_back({sema::name_on_command_line(program.module, param), program.module.types.show(param.type),
                    default_of(program, param), one_line(param.decl->doc)});
  std::erase_if(rows, [](const ParamRow& row) { return row[0].empty(); });
  return rows;
}

void say_table(const std::vector<ParamRow>& rows) {
  std::array<std::size_t, 4> widths{};
  for (const ParamRow& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], format::last_line_width(row[i]));
  for (const ParamRow& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += row[i] + std::string(widths[i] - format::last_line_width(row[i]) + 2, ' ');
    say(line.substr(0, line.find_last_not_of(' ') + 1));
  }
}

/// A parameter without a name on the command line belongs to a module that the program does not use itself.
Json schema_of_params(const Program& program) {
  Json schema{{"$schema", kSchemaDialect}, {"type", "object"}, {"properties", Json::object()}};
  auto required = Json::array();
  for (const sema::ParamInfo& param : program.module.params) {
    const std::string name = sema::name_on_command_line(program.module, param);
    if (name.empty()) continue;
    Json property = schema_of(program.module.types, param.type);
    if (!param.decl->doc.empty()) property["description"] = param.decl->doc;
    if (param.default_value) property["default"] = Json::parse(plan::to_json(*param.default_value));
    if (!param.decl->default_value && !program.module.types.is_optional(param.type)) required.push_back(name);
    schema["properties"][name] = std::move(property);
  }
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

}  // namespace

int params(const ParamsOptions& options) {
  const auto program = parse_program(options.file);
  if (!program) return kProgramWrong;
  analyze_program(*program);
  show(program->diags.sorted(), program->sources);
  if (program->diags.has_errors()) return kProgramWrong;
  if (options.json) {
    say(schema_of_params(*program).dump(2));
  } else if (program->module.params.empty()) {
    note("the program has no parameters");
  } else {
    say_table(rows_of(*program));
  }
  return kDone;
}

}  // namespace sdg::cli
