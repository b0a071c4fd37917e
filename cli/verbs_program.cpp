#include <CLI/App.hpp>
#include <algorithm>

#include "cli/commands.h"
#include "cli/options.h"
#include "cli/verbs.h"

namespace sdg::cli {

namespace {

constexpr const char* kFiles = "pipelines, and folders of them; - is stdin";

void add_check(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<CheckOptions>();
  auto& verb = *tree.add_subcommand("check", "find the mistakes of pipelines without running them");
  add_operands(verb, "FILE", options->files, kFiles);
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

void add_dump(::CLI::App& tree, Action& action) {
  auto options = std::make_shared<DumpOptions>();
  auto& verb = *tree.add_subcommand("dump", "show what a phase of the compiler makes of a pipeline");
  const std::vector<std::string> phases{"ast", "sema", "plan"};
  verb.add_option_function<std::string>(
          "PHASE",
          [options, phases](const std::string& written) {
            if (std::ranges::find(phases, written) == phases.end())
              throw ::CLI::ValidationError("`" + written + "` " + none_of(written, phases));
            options->phase = written;
          },
          "ast, sema or plan")
      ->required()
      ->type_name("");
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
  add_dump(tree, action);
}

}  // namespace sdg::cli
