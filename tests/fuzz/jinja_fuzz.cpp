// Whatever stands in a Jinja file: reading and rendering it never crash and come to an end, and what was rendered once
// is rendered again. A first line of the input may be data; the rest is the template.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/jinja/parse.h"
#include "compiler/jinja/variables.h"
#include "compiler/plan/json_reader.h"
#include "runtime/eval/jinja.h"

namespace {

using namespace sdg;

class NoFiles : public source::Loader {
 public:
  Result<std::string> load(const std::string&) override { return Failure{"no files here"}; }
  Result<std::vector<std::string>> list(const std::string&) override { return Failure{"there are no folders"}; }
};

eval::JinjaVariables variables_from(std::string_view json) {
  eval::JinjaVariables variables{{"name", plan::Value::string("Ada")}, {"n", plan::Value(std::int64_t{3})}};
  const auto read = plan::read_json(json, plan::JsonRules::Lenient);
  if (read) variables.emplace_back("data", *read);
  return variables;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto line = std::min(input.find('\n'), input.size());
  source::SourceMap sources;
  diag::DiagSink diags;
  NoFiles loader;
  jinja::Library library(sources, loader, diags);
  const auto file = sources.add("fuzz.jinja", std::string(input.substr(std::min(line + 1, input.size()))));
  const auto which = library.add(file, [](std::string_view) { return std::nullopt; }, {});
  (void)jinja::variables_of(library.templates(), which);
  if (diags.has_errors()) return 0;
  const eval::JinjaVariables variables = variables_from(input.substr(0, line));
  const auto once = eval::render_jinja(library.templates(), which, variables);
  const auto twice = eval::render_jinja(library.templates(), which, variables);
  if (once.ok() != twice.ok() || (once.ok() && *once != *twice)) std::abort();
  return 0;
}
