#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/jinja/parse.h"
#include "compiler/plan/jinja.h"
#include "compiler/source/loader.h"
#include "compiler/source/source_map.h"

namespace sdg::jinja {

/// The values that a variable can have, where they are known: `{% include "partials/" ~ kind ~ ".jinja" %}` then names
/// as many files.
using Domain = std::function<std::optional<std::vector<std::string>>(std::string_view variable)>;

/// Where the paths of includes begin.
struct Base {
  std::string folder = {};  // empty: at the folder of the file that they stand in
  /// How to list the values of what a computed path is made of; `{}` is its name.
  std::string_view remedy = "give `{}` a type that lists its values: `\"a\" | \"b\"`";
};

/// Every Jinja file of a program, each once however often it is reached.
class Library {
 public:
  Library(source::SourceMap& sources, source::Loader& loader, diag::DiagSink& diags);

  /// A file and all it reaches, which `named_at` names. Nothing where it cannot be read, which is told.
  std::optional<plan::JinjaTemplateId> load(const std::string& path, source::Span named_at, const Domain& domain,
                                            const Base& base = {});
  /// A text that is in the source map already, and all it reaches.
  plan::JinjaTemplateId add(source::FileId file, const Domain& domain, const Base& base);

  const std::vector<plan::JinjaTemplate>& templates() const { return templates_; }
  const plan::JinjaTemplate& operator[](plan::JinjaTemplateId id) const { return templates_[id.index]; }
  /// The text of a template, with the texts of what it includes by a plain path in their places: to be read, not to be
  /// rendered. Nothing where it is longer than `most` bytes. No file may include itself, which `load` and `add` tell.
  std::optional<std::string> resolved_text(plan::JinjaTemplateId id, std::size_t most) const;
  std::vector<plan::JinjaTemplate> take() { return std::move(templates_); }

 private:
  bool resolve(plan::JinjaTemplateId id, std::string& resolved, std::size_t& room) const;
  plan::JinjaTemplateId parse_file(source::FileId file);
  std::optional<plan::JinjaTemplateId> find(const std::string& path);
  /// How much is rendered with a file: itself and what it includes, each as often, and how deep that stands.
  struct Extent {
    std::size_t files = 1;
    std::size_t depth = 0;
    void add(const Extent& inner);
  };
  Extent follow(plan::JinjaTemplateId id, const Domain& domain, const Base& base);
  Extent follow_body(plan::JinjaTemplateId id, const plan::JinjaBody& body, const Domain& domain, const Base& base);
  Extent follow_statement(plan::JinjaTemplateId id, const plan::JinjaStatement& statement, const Domain& domain,
                          const Base& base);
  Extent follow_include(plan::JinjaTemplateId target, const plan::JinjaExpr& path, const Domain& domain,
                        const Base& base);
  void report_too_many(const plan::JinjaExpr& path, const std::string& why);
  std::optional<plan::JinjaTemplateId> reach(plan::JinjaTemplateId from, const std::string& written, const Base& base);
  void report_missing(const plan::JinjaExpr& path, const std::vector<std::string>& tried, const Base& base);
  void report_cycle(const plan::JinjaExpr& path, plan::JinjaTemplateId target);
  void report_computed(const plan::JinjaExpr& path, const Base& base);

  source::SourceMap& sources_;
  source::Loader& loader_;
  diag::DiagSink& diags_;
  std::vector<plan::JinjaTemplate> templates_;
  std::vector<source::FileId> files_;  // beside them
  std::unordered_map<std::string, plan::JinjaTemplateId> by_path_;
  std::unordered_map<std::string, std::string> unreadable_;  // why
  std::unordered_map<std::uint32_t, Extent> followed_;       // by template, with the domain at hand
  bool is_too_much_ = false;                                 // what is followed now, which is told
  std::vector<plan::JinjaTemplateId> open_;                  // from the first file to the one that is followed now
};

/// The texts that a path can be: a constant, or one put together from variables whose values are known.
std::optional<std::vector<std::string>> possible_texts(const plan::JinjaExpr& path, const Domain& domain);

}  // namespace sdg::jinja
