#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "compiler/jinja/variables.h"
#include "compiler/plan/pretty_json.h"
#include "compiler/prompt/registry.h"

namespace sdg::cli {
namespace {

using plan::Value;

/// A variable, and who takes it: a prompt or a file; empty where only one is asked for.
struct Taken {
  std::string owner, name, type;
  bool is_optional = false;
  std::string file;
  source::Position place = {};
};

Taken taken(std::string owner, const jinja::Variable& variable, plan::TypeId type, const plan::TypeTable& types,
            const source::SourceMap& sources) {
  const source::SourceFile& file = sources[variable.use.first.file];
  return {std::move(owner),        variable.name, types.show(types.required(type)),
          types.is_optional(type), file.path(),   file.position(variable.use.first.begin)};
}

void show_text(const std::vector<Taken>& variables) {
  std::vector<std::array<std::string, 3>> lines;
  std::array<std::size_t, 2> widths{};
  for (const Taken& one : variables) {
    lines.push_back({one.owner + (one.owner.empty() ? "" : ".") + one.name, one.type + (one.is_optional ? "?" : ""),
                     fmt::format("{}:{}:{}", one.file, one.place.line, one.place.column)});
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], lines.back()[i].size());
  }
  for (const auto& [name, type, place] : lines)
    say(fmt::format("{:<{}}  {:<{}}  {}", name, widths[0], type, widths[1], place));
}

void show_json(const std::vector<Taken>& variables) {
  std::vector<Value> list;
  for (const Taken& one : variables) {
    plan::RecordBuilder out;
    if (!one.owner.empty()) out.add("of", one.owner);
    out.add("name", one.name).add("type", one.type).add("optional", Value(one.is_optional)).add("file", one.file);
    out.add("line", Value(std::int64_t{one.place.line})).add("column", Value(std::int64_t{one.place.column}));
    list.push_back(out.build());
  }
  print(plan::to_pretty_json(Value::list(std::move(list))));
}

/// Nothing where something is wrong, which is told. What was not understood may use variables in any way.
std::optional<std::vector<Taken>> taken_by_template(const std::string& path) {
  auto text = read_file(path);
  if (!text) {
    say_error(text.failure().message);
    return std::nullopt;
  }
  source::SourceMap sources;
  diag::DiagSink diags;
  DiskLoader disk;
  jinja::Library library(sources, disk, diags);
  const auto file = sources.add(path == "-" ? "<stdin>" : path, *std::move(text));
  const auto which = library.add(file, [](std::string_view) { return std::nullopt; }, {});
  show(diags.sorted(), sources);
  if (diags.has_errors()) return std::nullopt;
  plan::TypeTable types;
  std::vector<Taken> variables;
  for (const jinja::Variable& variable : jinja::variables_of(library.templates(), which)) {
    variables.push_back(taken({}, variable, jinja::implied_type(variable.use, types), types, sources));
  }
  return variables;
}

void add_prompt(const Program& program, const sema::PromptInfo& prompt, const std::string& owner,
                std::vector<Taken>& variables) {
  std::vector<plan::JinjaTemplateId> messages;
  for (const sema::PromptTurn& turn : prompt.turns) {
    if (turn.jinja) messages.push_back(*turn.jinja);
  }
  for (const jinja::Variable& variable : jinja::variables_of(program.module.templates, messages)) {
    const plan::Field* field = program.module.types.find_field(prompt.inputs, variable.name);
    variables.push_back(taken(owner, variable, field->type, program.module.types, program.sources));
  }
}

/// Those of the prompts of a pipeline, and of the Jinja files that it renders.
std::vector<Taken> taken_by(Program& program) {
  std::vector<Taken> variables;
  for (const sema::PromptInfo& prompt : program.module.prompts) {
    add_prompt(program, prompt, std::string(prompt.decl->name.text), variables);
  }
  std::set<plan::JinjaTemplateId> files;
  for (const auto& [expr, call] : program.module.template_calls) files.insert(call.which);
  plan::TypeTable& types = program.module.types;
  for (const plan::JinjaTemplateId file : files) {
    const std::string& path = program.module.templates[file.index].path;
    for (const jinja::Variable& variable : jinja::variables_of(program.module.templates, file)) {
      variables.push_back(taken(path, variable, jinja::implied_type(variable.use, types), types, program.sources));
    }
  }
  return variables;
}

/// The parts of `registry/id/family/1.0.0.yml`, where its registry is so many folders up.
std::optional<prompt::Wanted> wanted_by(const std::string& path, std::size_t folders_up) {
  std::vector<std::size_t> slashes;
  for (auto at = path.rfind('/'); at != std::string::npos && at > 0; at = path.rfind('/', at - 1))
    slashes.push_back(at);
  const std::string version = path.substr(slashes.empty() ? 0 : slashes[0] + 1);
  if (slashes.size() + 1 < folders_up || slashes.size() < 2 ||
      !prompt::parse_version(version.substr(0, version.rfind('.'))))
    return std::nullopt;
  prompt::Wanted wanted;
  wanted.constraint = version.substr(0, version.rfind('.'));
  wanted.family = path.substr(slashes[1] + 1, slashes[0] - slashes[1] - 1);
  const bool is_here = slashes.size() + 1 == folders_up;
  const std::size_t begin = is_here ? 0 : slashes[folders_up - 1] + 1;
  wanted.folder = is_here ? "." : path.substr(0, slashes[folders_up - 1]);
  wanted.id = path.substr(begin, slashes[1] - begin);
  return wanted;
}

/// The pipeline that would ask for this definition and nothing else.
std::unique_ptr<Program> program_of(const prompt::Wanted& wanted) {
  const auto quoted = [](const std::string& text) { return plan::to_json(Value::string(text)); };
  auto program = parse_text("<vars>", fmt::format("prompt p = aigw({}, {}, {}, family = {})\n", quoted(wanted.folder),
                                                  quoted(wanted.id), quoted(wanted.constraint), quoted(wanted.family)));
  program->lock = prompt::Lock();
  analyze_program(*program);
  return program;
}

/// A definition does not say where its registry begins: the nearest folder from which all that it includes is there.
std::optional<std::vector<Taken>> taken_by_definition(const std::string& path) {
  std::unique_ptr<Program> nearest;
  for (std::size_t up = 3; const auto wanted = wanted_by(path, up); ++up) {
    auto program = program_of(*wanted);
    if (!program->diags.has_errors()) {
      std::vector<Taken> variables;
      add_prompt(*program, program->module.prompts[0], {}, variables);
      return variables;
    }
    if (!nearest) nearest = std::move(program);
  }
  if (nearest) {
    show(nearest->diags.sorted(), nearest->sources);
  } else {
    say_error(fmt::format("`{}` is no definition in a registry: one stands in `ID/FAMILY/1.0.0.yml`", path));
  }
  return std::nullopt;
}

}  // namespace

int vars(const VarsOptions& options) {
  std::optional<std::vector<Taken>> variables;
  if (options.file.ends_with(".sdg")) {
    if (const auto program = planned_without_running(options.file)) variables = taken_by(*program);
  } else {
    variables = options.file.ends_with(".yml") ? taken_by_definition(options.file) : taken_by_template(options.file);
  }
  if (!variables) return kProgramWrong;
  options.format == Format::Json ? show_json(*variables) : show_text(*variables);
  return kDone;
}

}  // namespace sdg::cli
