#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/jinja/parse.h"
#include "runtime/eval/jinja.h"

namespace sdg::test {

/// A template and the files it reaches, from text to what was rendered or refused.
struct Rendering {
  std::string output;
  std::string mistake;
};

using Files = std::map<std::string, std::string>;

/// A text and the files that it may reach, as the plan holds them; or the first mistake in them.
struct Compiled {
  std::vector<plan::JinjaTemplate> templates;
  std::string mistake;
};

inline Compiled compile(const std::string& text, const Files& files = {}, const jinja::Options& options = {}) {
  source::SourceMap sources;
  diag::DiagSink diags;
  std::vector<plan::JinjaTemplate> templates{jinja::parse(sources, sources.add("t.jinja", text), options, diags)};
  std::vector<plan::JinjaReach> reaches;
  for (const auto& [name, content] : files) {
    reaches.push_back({name, {static_cast<std::uint32_t>(templates.size())}});
    templates.push_back(jinja::parse(sources, sources.add(name, content), options, diags));
  }
  for (plan::JinjaTemplate& jinja : templates) jinja.reaches = reaches;
  return {std::move(templates), diags.has_errors() ? diags.all().front().message : std::string()};
}

inline Rendering render(const Compiled& compiled, const eval::JinjaVariables& variables) {
  if (!compiled.mistake.empty()) return {{}, compiled.mistake};
  auto rendered = eval::render_jinja(compiled.templates, {0}, variables);
  if (!rendered) return {{}, rendered.failure().message};
  return {*std::move(rendered), {}};
}

inline Rendering render(const std::string& text, const eval::JinjaVariables& variables = {}, const Files& files = {},
                        const jinja::Options& options = {}) {
  return render(compile(text, files, options), variables);
}

}  // namespace sdg::test
