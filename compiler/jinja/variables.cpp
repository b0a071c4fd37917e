#include "compiler/jinja/variables.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "compiler/plan/jinja_limits.h"

namespace sdg::jinja {

using plan::JinjaBody;
using plan::JinjaExpr;
using plan::JinjaExprKind;
using plan::JinjaFilter;
using plan::JinjaStatement;
using plan::JinjaStatementKind;
using plan::JinjaTemplate;
using plan::JinjaTest;

namespace {

constexpr std::array<std::string_view, 11> kGiven{"range", "dict",   "namespace", "cycler", "joiner", "lipsum",
                                                  "loop",  "caller", "varargs",   "kwargs", "super"};
constexpr std::array<std::string_view, 4> kDictMethods{"items", "keys", "values", "get"};
// Macros call each other; what lies deeper adds nothing new.
constexpr std::size_t kDeepestCalls = 16;
// And calls of calls are many: so many parts of bodies show how a variable is used.
constexpr std::size_t kMostSteps = 400'000;

/// What a name means inside a template: a value of which uses are noted (or nothing is known), or a macro.
struct Meaning {
  Use* use = nullptr;
  const JinjaStatement* macro = nullptr;
};
using Names = std::map<std::string, Meaning, std::less<>>;

// What a place demands of a name: nothing, that there is such a value, or that it is not null.
enum class Want : std::uint8_t { Look, Test, Need };

class Walk {
 public:
  Walk(const std::vector<JinjaTemplate>& templates, std::deque<Variable>& found)
      : templates_(templates), found_(found) {
    scopes_.emplace_back();
  }

  void file(const JinjaTemplate& jinja) {
    const JinjaTemplate* outside = std::exchange(jinja_, &jinja);
    body(jinja.body);
    jinja_ = outside;
  }

 private:
  void body(const JinjaBody& statements) {
    for (const JinjaStatement& one : statements) statement(one);
  }

  void block(const JinjaBody& statements) {
    scopes_.emplace_back();
    body(statements);
    scopes_.pop_back();
  }

  void statement(const JinjaStatement& s) {
    note_step();
    switch (s.kind) {
      case JinjaStatementKind::Text: return;
      case JinjaStatementKind::Print: value(s.exprs[0]); return;
      case JinjaStatementKind::If: return if_block(s);
      case JinjaStatementKind::For: return for_block(s);
      case JinjaStatementKind::Set: return assign(s.exprs[0], alias(s.exprs[1]));
      case JinjaStatementKind::SetBlock:
        block(s.bodies[0]);
        value(s.exprs[1]);
        return assign(s.exprs[0], nullptr);
      case JinjaStatementKind::Include: return include(s);
      case JinjaStatementKind::Import: return import(s);
      case JinjaStatementKind::Macro: scopes_.back()[s.text] = {nullptr, &s}; return macro(s, {});
      case JinjaStatementKind::CallBlock: value(s.exprs[0]); return macro(s, {});
      case JinjaStatementKind::Filter:
        block(s.bodies[0]);
        value(s.exprs[0]);
        return;
      case JinjaStatementKind::With: return with_block(s);
      case JinjaStatementKind::Extends: return reach(s.exprs[0]);
      case JinjaStatementKind::Block: return block(s.bodies[0]);
    }
  }

  /// Where a condition has asked whether a name is defined, its uses demand nothing.
  void if_block(const JinjaStatement& s) {
    const std::size_t mark = known_.size();
    for (std::size_t i = 0; i < s.bodies.size(); ++i) {
      const std::size_t inside = known_.size();
      if (i < s.exprs.size()) {
        condition(s.exprs[i]);
        add_known(s.exprs[i], true);
      }
      body(s.bodies[i]);
      known_.resize(inside);
      if (i < s.exprs.size()) add_known(s.exprs[i], false);
    }
    known_.resize(mark);
  }

  /// A value as a condition may be null, which is false.
  void condition(const JinjaExpr& expr) {
    if (expr.kind == JinjaExprKind::Not) return condition(expr.parts[0]);
    if (expr.kind == JinjaExprKind::And || expr.kind == JinjaExprKind::Or) {
      logic(expr, true);
    } else {
      alias(expr, path_of(expr).empty() ? Want::Need : Want::Test);
    }
  }

  /// `a` and `a.b`; nothing for what is neither.
  static std::string path_of(const JinjaExpr& expr) {
    if (expr.kind == JinjaExprKind::Name) return expr.name;
    if (expr.kind != JinjaExprKind::Attribute) return {};
    const std::string object = path_of(expr.parts[0]);
    return object.empty() ? object : object + "." + expr.name;
  }

  bool is_known(const JinjaExpr& expr) const {
    const std::string path = path_of(expr);
    return !path.empty() && std::ranges::find(known_, path) != known_.end();
  }

  /// A variable that is null is not defined; a field or an element that is null is `none`.
  bool arrives_as_none(const JinjaExpr& expr) const {
    return expr.kind == JinjaExprKind::Attribute ||
           (expr.kind == JinjaExprKind::Name && meaning_of(expr.name) != nullptr);
  }

  /// The names that are defined where a condition holds, or where it does not.
  void add_known(const JinjaExpr& condition, bool holds) {
    if (condition.kind == JinjaExprKind::Not) return add_known(condition.parts[0], !holds);
    const bool splits = condition.kind == (holds ? JinjaExprKind::And : JinjaExprKind::Or);
    if (splits) {
      for (const JinjaExpr& part : condition.parts) add_known(part, holds);
    }
    const bool is_true = holds && !path_of(condition).empty();
    if (is_true) known_.push_back(path_of(condition));
    if (condition.kind != JinjaExprKind::Test) return;
    const JinjaExpr& asked = condition.parts[0];
    const bool is_there = condition.test == (holds ? JinjaTest::Defined : JinjaTest::Undefined);
    if (is_there && asked.kind == JinjaExprKind::Name) known_.push_back(asked.name);
    if (!holds && condition.test == JinjaTest::None && arrives_as_none(asked)) known_.push_back(path_of(asked));
  }

  void for_block(const JinjaStatement& s) {
    Use* list = alias(s.exprs[1]);
    Use* element = list && !list->is_open ? &list->element_at(s.exprs[0].span) : nullptr;
    if (element) element->is_required = element->is_gone_through = true;
    const std::size_t mark = known_.size();
    scopes_.emplace_back();
    assign(s.exprs[0], element);
    if (!s.exprs[2].is_absent()) {
      condition(s.exprs[2]);
      add_known(s.exprs[2], true);
    }
    body(s.bodies[0]);
    scopes_.pop_back();
    known_.resize(mark);
    block(s.bodies[1]);
  }

  void with_block(const JinjaStatement& s) {
    std::vector<Use*> values;
    for (std::size_t i = 1; i < s.exprs.size(); i += 2) values.push_back(alias(s.exprs[i]));
    scopes_.emplace_back();
    for (std::size_t i = 0; i < values.size(); ++i) assign(s.exprs[2 * i], values[i]);
    body(s.bodies[0]);
    scopes_.pop_back();
  }

  void assign(const JinjaExpr& target, Use* use) {
    if (target.kind == JinjaExprKind::Name) {
      scopes_.back()[target.name] = {use, nullptr};
    } else if (target.kind == JinjaExprKind::Tuple) {
      if (use) use->is_open = true;
      for (const JinjaExpr& part : target.parts) assign(part, nullptr);
    }
  }

  void include(const JinjaStatement& s) {
    if (s.with_context) return reach(s.exprs[0]);
    value(s.exprs[0]);
  }

  /// Every file that a path may mean.
  void reach(const JinjaExpr& path) {
    value(path);
    if (file_depth_ == plan::kDeepestRendering) return;
    ++file_depth_;
    for (const plan::JinjaReach& one : jinja_->reaches) {
      if (!may_mean(path, one.written) || ++files_ > plan::kMostIncludes) continue;
      scopes_.emplace_back();
      file(templates_[one.target.index]);
      scopes_.pop_back();
    }
    --file_depth_;
  }

  static bool may_mean(const JinjaExpr& path, std::string_view written) {
    if (path.kind == JinjaExprKind::Literal) return path.value.is_string() && path.value.text() == written;
    if (path.kind == JinjaExprKind::List || path.kind == JinjaExprKind::Tuple) {
      return std::ranges::any_of(path.parts, [&](const JinjaExpr& part) { return may_mean(part, written); });
    }
    return true;
  }

  /// Macros of another file, by the names they have here.
  void import(const JinjaStatement& s) {
    value(s.exprs[0]);
    if (s.names.empty()) scopes_.back()[s.text] = {};
    for (const auto& [there, here] : s.names) {
      Meaning meaning;
      for (const plan::JinjaReach& one : jinja_->reaches) {
        if (!may_mean(s.exprs[0], one.written)) continue;
        for (const JinjaStatement& other : templates_[one.target.index].body) {
          if (other.kind == JinjaStatementKind::Macro && other.text == there) meaning.macro = &other;
        }
      }
      scopes_.back()[here] = meaning;
    }
  }

  /// A macro's body with what its parameters stand for; without a call nothing is known of them.
  void macro(const JinjaStatement& s, const std::vector<Use*>& arguments) {
    if (depth_ == kDeepestCalls || steps_ > kMostSteps) return;
    // What is called twice alike within one call shows nothing new.
    if (depth_ == 0) walked_.clear();
    if (!walked_.emplace(&s, arguments, known_).second) return;
    ++depth_;
    scopes_.emplace_back();
    for (std::size_t i = 0; i < s.params.size(); ++i) {
      if (!s.params[i].default_value.is_absent()) value(s.params[i].default_value);
      scopes_.back()[s.params[i].name] = {i < arguments.size() ? arguments[i] : nullptr, nullptr};
    }
    body(s.bodies[0]);
    scopes_.pop_back();
    --depth_;
  }

  void note_step() {
    if (depth_ > 0) ++steps_;
  }

  const Meaning* meaning_of(std::string_view name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (const auto own = scope->find(name); own != scope->end()) return &own->second;
    }
    return nullptr;
  }

  Use& variable(const JinjaExpr& name) {
    const auto known = std::ranges::find(found_, name.name, &Variable::name);
    if (known != found_.end()) return known->use;
    found_.push_back({name.name, {}});
    found_.back().use.first = name.span;
    return found_.back().use;
  }

  /// What a name stands for; null where that is nothing from outside.
  Use* use_of_name(const JinjaExpr& name, Want want) {
    if (const Meaning* meaning = meaning_of(name.name)) {
      if (meaning->use && !is_known(name)) note(*meaning->use, want, name.span);
      return meaning->use;
    }
    if (std::ranges::find(kGiven, name.name) != kGiven.end()) return nullptr;
    Use& use = variable(name);
    if (!is_known(name)) note(use, want, name.span);
    return &use;
  }

  static void note(Use& use, Want want, source::Span span) {
    use.is_required |= want != Want::Look;
    if (want != Want::Need || use.needs_value) return;
    use.needs_value = true;
    if (!use.is_gone_through) use.first = span;
  }

  void value(const JinjaExpr& expr) { alias(expr); }

  /// Walks an expression; what it stands for, if that is a value from outside or a part of one.
  Use* alias(const JinjaExpr& expr, Want want = Want::Need) {
    note_step();
    switch (expr.kind) {
      case JinjaExprKind::Name: return use_of_name(expr, want);
      case JinjaExprKind::Attribute: return attribute(expr, want);
      case JinjaExprKind::Item: return item(expr, want);
      case JinjaExprKind::Slice: {
        all(expr, 1);
        return alias(expr.parts[0]);
      }
      case JinjaExprKind::Call: return call(expr);
      case JinjaExprKind::Filter: return filter(expr);
      case JinjaExprKind::Test: return test(expr);
      case JinjaExprKind::Choose: return choose(expr);
      case JinjaExprKind::And:
      case JinjaExprKind::Or: return logic(expr, false);
      case JinjaExprKind::Not: condition(expr); return nullptr;
      case JinjaExprKind::Subtract:
      case JinjaExprKind::Multiply:
      case JinjaExprKind::Divide:
      case JinjaExprKind::FloorDivide:
      case JinjaExprKind::Modulo:
      case JinjaExprKind::Power:
      case JinjaExprKind::Negate:
      case JinjaExprKind::Plus: return calculated(expr);
      case JinjaExprKind::Add: return added(expr);
      case JinjaExprKind::Compare: return compared(expr);
      case JinjaExprKind::Absent:
      case JinjaExprKind::Literal:
      case JinjaExprKind::Tuple:
      case JinjaExprKind::List:
      case JinjaExprKind::Dict:
      case JinjaExprKind::Block:
      case JinjaExprKind::Concat: break;
    }
    all(expr, 0);
    return nullptr;
  }

  void all(const JinjaExpr& expr, std::size_t from) {
    for (std::size_t i = from; i < expr.parts.size(); ++i) value(expr.parts[i]);
    for (const auto& [name, argument] : expr.named) value(argument);
  }

  static Use* part(Use* object, std::string_view name, source::Span span, Want want) {
    if (!object || object->is_open) return nullptr;
    Use& field = object->field_at(name, span);
    note(field, want, span);
    return &field;
  }

  Use* attribute(const JinjaExpr& expr, Want want) {
    return part(alias(expr.parts[0]), expr.name, expr.span, is_known(expr) ? Want::Look : want);
  }

  Use* item(const JinjaExpr& expr, Want want) {
    Use* object = alias(expr.parts[0]);
    const JinjaExpr& key = expr.parts[1];
    value(key);
    if (key.kind == JinjaExprKind::Literal && key.value.is_string())
      return part(object, key.value.text(), expr.span, want);
    const bool is_place = key.kind == JinjaExprKind::Literal || key.kind == JinjaExprKind::Negate;
    if (object && is_place) return required(object->element_at(expr.span), expr.span);
    if (object) object->is_open = true;
    return nullptr;
  }

  static Use* required(Use& use, source::Span span) {
    note(use, Want::Need, span);
    return &use;
  }

  Use* call(const JinjaExpr& expr) {
    const JinjaExpr& callee = expr.parts[0];
    std::vector<Use*> arguments;
    for (std::size_t i = 1; i < expr.parts.size(); ++i) arguments.push_back(alias(expr.parts[i]));
    for (const auto& [name, argument] : expr.named) value(argument);
    if (callee.kind == JinjaExprKind::Attribute) {
      // A method: of a dict, or of a text.
      Use* object = alias(callee.parts[0]);
      const bool is_dict = std::ranges::find(kDictMethods, callee.name) != kDictMethods.end();
      if (object && is_dict) object->is_open = true;
      return nullptr;
    }
    const Meaning* meaning = callee.kind == JinjaExprKind::Name ? meaning_of(callee.name) : nullptr;
    if (meaning && meaning->macro) {
      macro(*meaning->macro, arguments);
    } else {
      value(callee);
    }
    return nullptr;
  }

  Use* test(const JinjaExpr& expr) {
    const bool only_looks = expr.test == JinjaTest::Defined || expr.test == JinjaTest::Undefined;
    const bool asks_for_null = expr.test == JinjaTest::None && arrives_as_none(expr.parts[0]);
    alias(expr.parts[0], only_looks ? Want::Look : asks_for_null ? Want::Test : Want::Need);
    all(expr, 1);
    return nullptr;
  }

  Use* choose(const JinjaExpr& expr) {
    const std::size_t mark = known_.size();
    condition(expr.parts[1]);
    add_known(expr.parts[1], true);
    Use* use = alias(expr.parts[0]);
    known_.resize(mark);
    add_known(expr.parts[1], false);
    value(expr.parts[2]);
    known_.resize(mark);
    return use;
  }

  /// What stands on the right of an `and` knows what the left has proven.
  Use* logic(const JinjaExpr& expr, bool is_asked) {
    const std::size_t mark = known_.size();
    // What is false on the left of an `or` is handed on by nobody.
    is_asked || expr.kind == JinjaExprKind::Or ? condition(expr.parts[0]) : value(expr.parts[0]);
    add_known(expr.parts[0], expr.kind == JinjaExprKind::And);
    is_asked ? condition(expr.parts[1]) : value(expr.parts[1]);
    known_.resize(mark);
    return nullptr;
  }

  Use* calculated(const JinjaExpr& expr) {
    const bool formats = expr.parts[0].kind == JinjaExprKind::Literal && expr.parts[0].value.is_string();
    for (const JinjaExpr& part : expr.parts) {
      Use* use = alias(part);
      if (use && !formats) use->is_number = true;
    }
    return nullptr;
  }

  static bool is_number(const JinjaExpr& expr) { return expr.kind == JinjaExprKind::Literal && expr.value.is_number(); }

  /// `+` also joins texts and lists: a number beside it tells.
  Use* added(const JinjaExpr& expr) {
    const bool with_number = is_number(expr.parts[0]) || is_number(expr.parts[1]);
    for (const JinjaExpr& part : expr.parts) {
      Use* use = alias(part);
      if (use && with_number) use->is_number = true;
    }
    return nullptr;
  }

  Use* compared(const JinjaExpr& expr) {
    for (std::size_t i = 0; i < expr.parts.size(); ++i) {
      Use* use = alias(expr.parts[i]);
      const bool beside_number =
          (i > 0 && is_number(expr.parts[i - 1])) || (i + 1 < expr.parts.size() && is_number(expr.parts[i + 1]));
      if (use && beside_number) use->is_number = true;
    }
    return nullptr;
  }

  Use* filter(const JinjaExpr& expr) {
    all(expr, 1);
    const bool has_default = expr.filter == JinjaFilter::Default;
    Use* use = alias(expr.parts[0], has_default ? Want::Look : Want::Need);
    switch (expr.filter) {
      case JinjaFilter::Default: return use;
      case JinjaFilter::Sort:
      case JinjaFilter::Unique:
      case JinjaFilter::Sum:
      case JinjaFilter::Min:
      case JinjaFilter::Max:
      case JinjaFilter::Join:
      case JinjaFilter::Groupby:
      case JinjaFilter::Map:
      case JinjaFilter::Select:
      case JinjaFilter::Reject:
      case JinjaFilter::Selectattr:
      case JinjaFilter::Rejectattr: return listed(use, expr);
      case JinjaFilter::Batch:
      case JinjaFilter::Slice: listed(use, expr); return nullptr;
      case JinjaFilter::First:
      case JinjaFilter::Last: return use && !use->is_open ? required(use->element_at(expr.span), expr.span) : nullptr;
      case JinjaFilter::List:
      case JinjaFilter::Reverse: return use;
      case JinjaFilter::Dictsort:
      case JinjaFilter::Items:
      case JinjaFilter::Tojson:
      case JinjaFilter::Json:
        if (use) use->is_open = true;
        return nullptr;
      case JinjaFilter::Abs:
      case JinjaFilter::Round:
      case JinjaFilter::Filesizeformat:
        if (use) use->is_number = true;
        return nullptr;
      default: return nullptr;
    }
  }

  /// A list, of whose elements perhaps a part is wanted: the filter hands on the list, or nothing that is known.
  Use* listed(Use* use, const JinjaExpr& expr) {
    if (!use || use->is_open) return nullptr;
    Use& element = use->element_at(expr.span);
    element.is_required = element.is_gone_through = true;
    const auto named = std::ranges::find(expr.named, "attribute", &plan::JinjaNamed::name);
    const bool by_place = expr.filter == JinjaFilter::Selectattr || expr.filter == JinjaFilter::Rejectattr ||
                          expr.filter == JinjaFilter::Groupby || expr.filter == JinjaFilter::Sum;
    const JinjaExpr* path = named != expr.named.end()           ? &named->value
                            : by_place && expr.parts.size() > 1 ? &expr.parts[1]
                                                                : nullptr;
    const bool may_miss = expr.filter == JinjaFilter::Map && expr.named.size() > 1;
    Use* meant = path ? follow(element, *path, may_miss ? Want::Look : Want::Need) : &element;
    if (expr.filter == JinjaFilter::Sum && meant) meant->is_number = true;
    const bool hands_on = expr.filter != JinjaFilter::Map && expr.filter != JinjaFilter::Join &&
                          expr.filter != JinjaFilter::Sum && expr.filter != JinjaFilter::Groupby &&
                          expr.filter != JinjaFilter::Min && expr.filter != JinjaFilter::Max;
    return hands_on ? use : nullptr;
  }

  /// `a.b` of an `attribute =`.
  static Use* follow(Use& element, const JinjaExpr& path, Want want) {
    if (path.kind != JinjaExprKind::Literal || !path.value.is_string()) {
      element.is_open = true;
      return nullptr;
    }
    Use* use = &element;
    std::string_view rest = path.value.text();
    while (use && !rest.empty()) {
      const auto end = std::min(rest.find('.'), rest.size());
      const std::string_view name = rest.substr(0, end);
      const bool is_place = name.find_first_not_of("0123456789") == std::string_view::npos;
      use = is_place ? &use->element_at(path.span) : part(use, name, path.span, want);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return use;
  }

  const std::vector<JinjaTemplate>& templates_;
  std::deque<Variable>& found_;  // stays where it is when it grows
  const JinjaTemplate* jinja_ = nullptr;
  std::vector<Names> scopes_;
  std::vector<std::string> known_;  // names that a condition around has found defined
  std::size_t depth_ = 0;           // of calls
  std::size_t file_depth_ = 0;
  std::size_t steps_ = 0;  // in bodies of macros
  std::set<std::tuple<const JinjaStatement*, std::vector<Use*>, std::vector<std::string>>> walked_;
  std::size_t files_ = 0;
};

}  // namespace

std::vector<Variable> variables_of(const std::vector<JinjaTemplate>& templates, plan::JinjaTemplateId which) {
  return variables_of(templates, std::vector{which});
}

std::vector<Variable> variables_of(const std::vector<JinjaTemplate>& templates,
                                   const std::vector<plan::JinjaTemplateId>& which) {
  std::deque<Variable> found;
  for (const plan::JinjaTemplateId one : which) Walk(templates, found).file(templates[one.index]);
  return {std::make_move_iterator(found.begin()), std::make_move_iterator(found.end())};
}

}  // namespace sdg::jinja
