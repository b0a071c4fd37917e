#include <CLI/App.hpp>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace sdg::cli {

namespace {

constexpr const char* kWhatPipelinesAre = "pipelines, and folders of them; - is stdin";

void add_check(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  auto& verb = *tree.add_subcommand("check", "find the mistakes of pipelines without running them");
  add_operands(verb, "FILE", options->files, kWhatPipelinesAre);
  add_choice<Format>(verb, "--format", options->format,
                     {{"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}},
                     "how mistakes are shown; json: one a line");
  add_flag(verb, "--fix", options->fix, "follow the hints that can be followed by a machine");
  verb.footer(
      "Examples:\n"
      "  sdgc check pipeline.sdg\n"
      "  sdgc check examples --format sarif\n"
      "  sdgc check --fix pipeline.sdg");
  verb.callback([&action, options] { action = [options] { return check(*options); }; });
}

void add_fmt(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<FmtOptions>();
  auto& verb = *tree.add_subcommand("fmt", "write pipelines in the one style");
  add_operands(verb, "FILE", options->files, "pipelines, and folders of them; - is stdin, printed to stdout");
  add_flag(verb, "--check", options->check, "write nothing, exit 1 where something would change");
  add_flag(verb, "--diff", options->diff, "write nothing, show what would change");
  verb.footer(
      "Examples:\n"
      "  sdgc fmt pipeline.sdg\n"
      "  sdgc fmt --check examples\n"
      "  sdgc fmt --diff pipeline.sdg");
  verb.callback([&action, options] { action = [options] { return fmt(*options); }; });
}

void add_graph(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<GraphOptions>();
  auto& verb = *tree.add_subcommand("graph", "draw what a pipeline makes from what");
  add_operand(verb, "FILE", options->file, "the pipeline; - is stdin");
  add_choice<std::optional<GraphFormat>>(
      verb, "--format", options->format,
      {{"dot", GraphFormat::Dot}, {"mermaid", GraphFormat::Mermaid}, {"svg", GraphFormat::Svg}},
      "dot, unless the end of the output's name says another; svg needs graphviz");
  add_text(verb, "--dataset", "DATASET", options->dataset, "this dataset, and those that it reads");
  add_text(verb, "-o,--output", "FILE", options->output, "where the picture is written; default: stdout");
  verb.footer(
      "Ellipses draw, hexagons ask a model, diamonds filter rows; dashed lines depend on a condition.\n\n"
      "Examples:\n"
      "  sdgc graph pipeline.sdg\n"
      "  sdgc graph pipeline.sdg --format mermaid\n"
      "  sdgc graph pipeline.sdg --dataset tickets -o pipeline.dot");
  verb.callback([&action, options] { action = [options] { return graph(*options); }; });
}

void add_params_verb(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<ParamsOptions>();
  auto& verb = *tree.add_subcommand("params", "list the parameters that `-p` may set");
  add_operand(verb, "FILE", options->file, "the pipeline; - is stdin");
  add_choice<bool>(verb, "--format", options->json, {{"text", false}, {"json", true}},
                   "a table, or the JSON Schema of an object of them");
  verb.footer(
      "Examples:\n"
      "  sdgc params pipeline.sdg\n"
      "  sdgc params pipeline.sdg --format json");
  verb.callback([&action, options] { action = [options] { return params(*options); }; });
}

void add_schema(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<SchemaOptions>();
  auto& verb = *tree.add_subcommand("schema", "print the JSON Schema of the rows of a dataset");
  add_operand(verb, "FILE", options->file, "the pipeline; - is stdin");
  add_operand(verb, "DATASET", options->dataset,
              "a dataset; without one, all of them, under `$defs` if there are several", false);
  add_number(verb, "--output", "N", 1, 1'000'000, options->output,
             "of the dataset's N-th output, which may have columns of its own");
  verb.footer(
      "Examples:\n"
      "  sdgc schema pipeline.sdg\n"
      "  sdgc schema pipeline.sdg tickets\n"
      "  sdgc schema pipeline.sdg tickets --output 1");
  verb.callback([&action, options] { action = [options] { return schema(*options); }; });
}

void add_update(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<UpdateOptions>();
  auto& verb = *tree.add_subcommand("update", "take the highest versions of prompts that their constraints allow");
  add_operands(verb, "FILE|PROMPT", options->operands,
               "pipelines (default: those of this folder), and the only prompts to move", false);
  verb.footer(
      "What was chosen stands in `sdg.lock` beside the pipeline: keep it with the pipeline.\n\n"
      "Examples:\n"
      "  sdgc update\n"
      "  sdgc update pipeline.sdg\n"
      "  sdgc update pipeline.sdg explain");
  verb.callback([&action, options] { action = [options] { return update(*options); }; });
}

void add_vars(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<VarsOptions>();
  auto& verb = *tree.add_subcommand("vars", "list the variables of a Jinja file, a prompt or a pipeline's templates");
  add_operand(verb, "FILE", options->file,
              "a template, a definition of a prompt or a pipeline; - is a template on stdin");
  add_choice<Format>(verb, "--format", options->format, {{"text", Format::Text}, {"json", Format::Json}},
                     "how they are shown");
  verb.footer(
      "Examples:\n"
      "  sdgc vars prompts/question.jinja\n"
      "  sdgc vars prompts/chat/explain_code/base/1.0.0.yml\n"
      "  sdgc vars pipeline.sdg\n"
      "  sdgc vars prompts/question.jinja --format json");
  verb.callback([&action, options] { action = [options] { return vars(*options); }; });
}

void add_dump(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<DumpOptions>();
  auto& verb = *tree.add_subcommand("dump", "show what a phase of the compiler makes of a pipeline");
  add_word(verb, "PHASE", options->phase, {"ast", "sema", "plan"}, "ast, sema or plan");
  add_operand(verb, "FILE", options->file, "the pipeline; - is stdin");
  add_params(verb, options->params);
  verb.footer(
      "Examples:\n"
      "  sdgc dump plan pipeline.sdg");
  verb.callback([&action, options] { action = [options] { return dump(*options); }; });
}

}  // namespace

void declare_program_verbs(::CLI::App& tree, Action& action) {
  add_check(tree, action);
  add_fmt(tree, action);
  add_graph(tree, action);
  add_params_verb(tree, action);
  add_schema(tree, action);
  add_vars(tree, action);
  add_update(tree, action);
  add_dump(tree, action);
}

}  // namespace sdg::cli
