// What compiling a program costs, in lines a second: the tree, against PEGTL's bare match of the same rules over the
// same text; then names and types; then the plan. compile_bench [LINES…]: 1,000, 10,000 and 100,000 by default.

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <string>
#include <vector>

#include "compiler/lower/lower.h"
#include "compiler/sema/analyze.h"
#include "compiler/syntax/parse.h"
#include "grammar/decl.hpp"

namespace {

using namespace sdg;

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// A pipeline of 40 lines, as people write them, again and again under other names.
std::string program(int lines) {
  std::string text = "sdg 1\n";
  for (int i = 0; i * 40 < lines; ++i) {
    text += fmt::format(R"(
source personas{0}: {{ uuid: string, persona: string, age: int(18..99)? }} = read("persona.jsonl")

model writer{0} = openai("DeepSeek-V3",
  base_url    = env("MODEL_URL", "sim:"),     # the built-in offline model
  temperature = 0.3,
  max_tokens  = 10_000)

schema Turn{0} {{
  role: "user" | "assistant" | "tool"
  content: string(1..)                       ## what is said, verbatim
}}

## A transcript of a call.
generator phone_call{0}(mood: string, problem: string) -> [Turn{0}](2..40) {{
  model writer{0}
  system "You write call-centre transcripts."
  user """
    A client with a {{mood}} attitude calls about {{problem | upper}}.
    {{% if mood == "aggressive" %}}
    They interrupt often.
    {{% endif %}}
    """
  temperature = 0.9
  attempts 3
}}

dataset calls{0} from personas{0} as p, ["x", "y"] as style {{
  key p.uuid, style
  rows 1000 within 3000
  persona  = p.persona
  language = choice("English", "Spanish")
  use_case = writer{0}("Give me a use case in {{language}} for this persona: {{persona}}") where length(it) > 20 retry 3
  conversation: [Turn{0}](2..40) = phone_call{0}(style, use_case)
  score = 0.5 * length(conversation) + 2 when p.age != null and p.age > 30 else 0.0
  turns = [t.content for t in conversation if t.role in ["user", "assistant"]]
  keep when score > 0.2 and not ("foo" in persona)
  measure quality = mean(score) by style
  output jsonl("out/calls{0}.jsonl", columns = {{persona: persona, turns: turns, meta: {{score: score}}}})
}}
)",
                        i);
  }
  return text;
}

/// All the state that matching needs when nothing is built.
struct Bare {
  grammar::Layout layout;
  int mark() const { return 0; }
  void restore(int) {}
};

/// The best of some runs: what the work costs without what the machine does besides.
template <typename Work>
double best_of(int runs, Work work) {
  double best = std::numeric_limits<double>::max();
  for (int i = 0; i < runs; ++i) {
    const double begin = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - begin);
  }
  return best;
}

bool match_only(const std::string& text) {
  tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy> in(text, "bench.sdg");
  Bare bare;
  return tao::pegtl::parse<grammar::file>(in, bare) && in.empty();
}

/// No file is read: what a program says of its sources is all there is.
class NoFiles : public source::SchemaReader, public source::Loader {
 public:
  Result<source::Shape> read_shape(const source::SourceFormat&) override { return Failure{"no file is read"}; }
  Result<std::string> load(const std::string&) override { return Failure{"no file is read"}; }
  Result<std::vector<std::string>> list(const std::string&) override { return Failure{"there are no folders"}; }
};

/// One program through the phases, each timed on its own. False where it has mistakes.
bool measure(int wanted) {
  constexpr int kRuns = 5;
  const std::string text = program(wanted);
  source::SourceMap sources;
  const auto id = sources.add("bench.sdg", text);
  const double lines = sources[id].line_count();
  NoFiles nowhere;
  const prompt::Lock no_lock;
  diag::DiagSink diags;

  bool matched = true;
  const double bare = best_of(kRuns, [&] { matched = match_only(text) && matched; });
  const double parsed = best_of(kRuns, [&] { syntax::parse(sources, id, diags); });
  const syntax::File file = syntax::parse(sources, id, diags);
  const sema::ModuleTree tree = sema::load_modules(file, sources, nowhere, diags);
  const double typed = best_of(kRuns, [&] { sema::analyze(tree, {sources, nowhere, nowhere, no_lock}, diags); });
  const sema::Module module = sema::analyze(tree, {sources, nowhere, nowhere, no_lock}, diags);
  lower::Inputs inputs;
  inputs.check_only = true;
  const double planned = best_of(kRuns, [&] { lower::lower(module, sources, inputs, diags); });
  if (!matched || diags.has_errors()) return false;
  fmt::print("{:8.0f} {:8.1f} {:12.0f} {:12.0f} {:8.2f} {:12.0f} {:12.0f}\n", lines,
             static_cast<double>(text.size()) / 1e6, lines / bare, lines / parsed, parsed / bare, lines / typed,
             lines / planned);
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  fmt::print("{:>8} {:>8} {:>12} {:>12} {:>8} {:>12} {:>12}\n", "lines", "MB", "match/s", "tree/s", "ratio", "types/s",
             "plan/s");
  std::vector<int> sizes{1'000, 10'000, 100'000};
  if (count > 1) sizes.clear();
  for (int i = 1; i < count; ++i) sizes.push_back(std::atoi(arguments[i]));
  for (const int lines : sizes) {
    if (measure(lines)) continue;
    fmt::print("the generated program has mistakes\n");
    return 1;
  }
  return 0;
}
