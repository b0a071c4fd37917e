#include <doctest/doctest.h>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace sdg::test;

namespace {

Outcome shell(const std::string& program, const std::string& script, const std::filesystem::path& folder) {
  Environment env = plain_environment();
  env["PATH"] = sdgc_path().parent_path().string() + ":" + env["PATH"];
  return run({{program, "-c", script}, folder, {}, env});
}

bool has_shell(const std::string& program) {
  return run({{"bash", "-c", "command -v " + program}, {}, {}, plain_environment()}).exit_code == 0;
}

/// What bash offers where the words behind `sdgc` are these, the last one being typed.
std::string offered(const std::string& words, const std::filesystem::path& folder) {
  const std::string script = "source <(sdgc completions bash); compopt() { :; }; COMP_WORDS=(sdgc " + words +
                             "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _sdgc; printf '%s ' \"${COMPREPLY[@]}\"";
  const Outcome outcome = shell("bash", script, folder);
  CHECK(outcome.err.empty());
  return outcome.out;
}

TempDir& pipelines() {
  static TempDir folder;
  folder.write("pipeline.sdg",
               "param rows: int = 3  ## how many\nparam seed_text: string = \"a\"\nprompt explain = aigw(\"p\", "
               "\"e\")\ndataset tickets { x = 1 }\n"
               "dataset answers { y = 2 ");  // unfinished, as it is while one types
  folder.write("notes.txt", "");
  folder.write("folder/other.sdg", "");
  return folder;
}

}  // namespace

TEST_CASE("bash offers commands, options, the words an option takes and pipelines") {
  const auto& folder = pipelines().path();
  CHECK(offered("ch", folder) == "check ");
  CHECK(offered("run --conc", folder) == "--concurrency ");
  CHECK(offered("check --format ''", folder) == "text json sarif ");
  CHECK(offered("check --format = s", folder) == "sarif ");
  CHECK(offered("run ''", folder) == "folder pipeline.sdg ");
  CHECK(offered("dump pl", folder) == "plan ");
  CHECK(offered("completions f", folder) == "fish ");
  CHECK(offered("explain SDG021", folder).starts_with("SDG0210 "));
  CHECK(offered("doc bernou", folder) == "bernoulli ");
  CHECK(offered("nonsense ''", folder).find("run") == std::string::npos);
}

TEST_CASE("bash offers the datasets and parameters of the pipeline that is named") {
  const auto& folder = pipelines().path();
  CHECK(offered("run pipeline.sdg --only t", folder) == "tickets ");
  CHECK(offered("run pipeline.sdg -p ''", folder) == "rows= seed_text= ");
  CHECK(offered("graph pipeline.sdg --dataset ''", folder).starts_with("tickets "));
  CHECK(offered("schema pipeline.sdg t", folder) == "tickets ");
  CHECK(offered("update pipeline.sdg e", folder) == "explain ");
}

TEST_CASE("zsh and fish read their scripts and offer the same") {
  const auto& folder = pipelines().path();
  if (has_shell("fish")) {
    const Outcome fish =
        shell("fish", "sdgc completions fish | source; complete -C 'sdgc run pipeline.sdg --only '", folder);
    CHECK(fish.out.find("tickets") != std::string::npos);
    CHECK(fish.err.empty());
  }
  if (has_shell("zsh")) {
    const Outcome zsh = shell("zsh",
                              "autoload -Uz compinit && compinit -u -d .zcompdump; source <(sdgc completions zsh); "
                              "print ${_comps[sdgc]}; _describe() { shift 2; print -l -- ${(P)1} }; "
                              "words=(sdgc che) CURRENT=2; _sdgc",
                              folder);
    CHECK(zsh.out.find("_sdgc") != std::string::npos);
    CHECK(zsh.out.find("check:find the mistakes") != std::string::npos);
  }
}
