#include "compiler/sema/foreign_call.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>

#include "compiler/plan/builtin.h"
#include "compiler/source/ascii.h"
#include "compiler/syntax/foreign_name.h"

namespace sdg::sema {
namespace {

using syntax::ForeignName;
using syntax::is_one_of;

constexpr ForeignName kFunctions[] = {
    {"len", "length"},
    {"size", "length"},
    {"strlen", "length"},
    {"str", "string"},
    {"toString", "string"},
    {"to_string", "string"},
    {"parseInt", "int"},
    {"to_int", "int"},
    {"parseFloat", "float"},
    {"to_float", "float"},
    {"uppercase", "upper"},
    {"toUpperCase", "upper"},
    {"lowercase", "lower"},
    {"toLowerCase", "lower"},
    {"strip", "trim"},
    {"capitalise", "capitalize"},
    {"substr", "slice"},
    {"substring", "slice"},
    {"startswith", "starts_with"},
    {"startsWith", "starts_with"},
    {"endswith", "ends_with"},
    {"endsWith", "ends_with"},
    {"replaceAll", "replace"},
    {"sorted", "sort"},
    {"reversed", "reverse"},
    {"average", "mean"},
    {"avg", "mean"},
    {"std", "stdev"},
    {"stddev", "stdev"},
    {"ceiling", "ceil"},
    {"randint", "integer"},
    {"random_int", "integer"},
    {"randrange", "integer"},
    {"randInt", "integer"},
    {"rand_int", "integer"},
    {"choices", "choice"},
    {"random_choice", "choice"},
    {"one_of", "choice"},
    {"oneOf", "choice"},
    {"pick_one", "choice"},
    {"sample", "pick"},
    {"gauss", "normal"},
    {"normalvariate", "normal"},
    {"gaussian", "normal"},
    {"uuid4", "uuid"},
    {"strftime", "format_date"},
    {"strptime", "parse_date"},
    {"dumps", "json"},
    {"to_json", "json"},
    {"tojson", "json"},
    {"stringify", "json"},
    {"loads", "parse_json"},
    {"from_json", "parse_json"},
    {"fromjson", "parse_json"},
    {"findall", "find_all"},
    {"sub", "regex_replace"},
    {"regexp_replace", "regex_replace"},
    {"search", "matches"},
    {"test", "matches"},
    {"faker", "person"},
};

constexpr ForeignName kParams[] = {
    {"reverse", "descending"},
    {"desc", "descending"},
    {"key", "by"},
    {"sep", "separator"},
    {"mu", "mean"},
    {"loc", "mean"},
    {"sigma", "sd"},
    {"std", "sd"},
    {"stdev", "sd"},
    {"scale", "sd"},
    {"lam", "mean"},
    {"k", "n"},
    {"size", "n"},
    {"digits", "decimals"},
    {"decimals", "digits"},
};

constexpr std::string_view kModules[] = {"random", "np",   "numpy",    "math", "Math", "json",       "JSON",    "re",
                                         "string", "uuid", "datetime", "os",   "pd",   "statistics", "builtins"};

std::string joined(const std::vector<std::string>& args, std::string_view sign) {
  return fmt::format("{}", fmt::join(args, sign));
}

/// `range(3)` is `0..2`: the end of Python's is left out.
std::optional<std::string> meant_range(const std::vector<std::string>& args) {
  if (args.empty() || args.size() > 2) return std::nullopt;
  const std::string& end = args.back();
  long long last = 0;
  const auto read = std::from_chars(end.data(), end.data() + end.size(), last);
  const bool is_number = read.ec == std::errc() && read.ptr == end.data() + end.size();
  return fmt::format("{}..{}", args.size() == 2 ? args.front() : "0",
                     is_number ? std::to_string(last - 1) : end + " - 1");
}

constexpr std::string_view kZipped[] = {"first", "second", "third", "fourth"};
constexpr std::string_view kNumbered[] = {"value"};

/// Lists side by side, and a list with its places: each element is a record, `fields` and then one of each list.
std::string meant_zip(const std::vector<std::string>& lists, std::span<const std::string_view> names,
                      std::string fields = {}) {
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const bool is_word = lists[i].find(' ') == std::string::npos;
    const std::string list = is_word ? lists[i] : fmt::format("({})", lists[i]);
    fields += fmt::format("{}{}: {}[i]", fields.empty() ? "" : ", ", names[i], list);
  }
  return fmt::format("[{{{}}} for i in 0..length({}) - 1]", fields, lists[0]);
}

/// What is an operator or a form of its own here.
std::optional<std::string> meant_form(std::string_view name, const std::vector<std::string>& args) {
  if (is_one_of(name, {"coalesce", "ifnull", "nvl", "default", "isnull", "d"}) && args.size() > 1)
    return joined(args, " ?? ");
  if (is_one_of(name, {"concat", "CONCAT"}) && args.size() > 1) return joined(args, " + ");
  if (is_one_of(name, {"if", "iff", "iif", "IF", "IIF"}) && args.size() == 3)
    return fmt::format("{} when {} else {}", args[1], args[0], args[2]);
  if (name == "range") return meant_range(args);
  if (name == "zip" && args.size() > 1 && args.size() <= std::size(kZipped)) return meant_zip(args, kZipped);
  if (name == "enumerate" && args.size() == 1) return meant_zip(args, kNumbered, "index: i");
  if (is_one_of(name, {"random", "rand"}) && args.empty()) return "uniform(0, 1)";
  // `xs | random`; `random(6)` may mean several things.
  if (name == "random" && args.size() == 1 && !source::is_digit(args[0].front()))
    return fmt::format("pick({})", args[0]);
  if (is_one_of(name, {"append", "push", "concat"}) && args.size() == 2)
    return fmt::format("{} + [{}]", args[0], args[1]);
  if (is_one_of(name, {"contains", "includes"}) && args.size() == 2) return fmt::format("{} in {}", args[1], args[0]);
  if (is_one_of(name, {"list", "tuple"}) && args.size() == 1) return args[0];
  if (name == "get" && args.size() == 2) return fmt::format("{}[{}]", args[0], args[1]);
  if (name == "get" && args.size() == 3) return fmt::format("{}[{}] ?? {}", args[0], args[1], args[2]);
  if (is_one_of(name, {"toBe", "toEqual", "toStrictEqual", "assertEqual", "assertEquals"}) && args.size() == 2)
    return fmt::format("{} == {}", args[0], args[1]);
  if (name == "map" && args.size() == 2) return fmt::format("[{}(x) for x in {}]", args[0], args[1]);
  if (name == "filter" && args.size() == 2) return fmt::format("[x for x in {1} if {0}(x)]", args[0], args[1]);
  if (is_one_of(name, {"isNull", "is_null"}) && args.size() == 1) return args[0] + " == null";
  return std::nullopt;
}

}  // namespace

std::string_view meant_function(std::string_view name) { return syntax::meant_by(name, kFunctions); }

std::string_view meant_param(std::string_view name) { return syntax::meant_by(name, kParams); }

bool is_foreign_module(std::string_view name) {
  const std::string_view root = name.substr(0, name.find('.'));
  return std::ranges::find(kModules, root) != std::end(kModules);
}

bool asks_clock(const WrittenCall& call) {
  return is_one_of(call.name, {"now", "utcnow", "today", "current_timestamp", "getdate", "current_date"});
}

std::optional<std::string> meant_call(const WrittenCall& call) {
  std::vector<std::string> args = call.args;
  const bool is_method = !call.object.empty() && !is_foreign_module(call.object);
  // `", ".join(xs)`
  const bool joins = is_method && call.name == "join" && call.object.ends_with('"') && args.size() == 1;
  if (is_method) args.insert(joins ? args.end() : args.begin(), std::string(call.object));
  if (auto form = meant_form(call.name, args)) return form;
  const std::string_view renamed = meant_function(call.name);
  const std::string_view meant = renamed.empty() ? call.name : renamed;
  const bool is_known = plan::find_builtin(meant).has_value();
  if (!is_known || (renamed.empty() && call.object.empty())) return std::nullopt;
  return fmt::format("{}({})", meant, joined(args, ", "));
}

bool is_bare_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return text.size() == kForm.size() && std::ranges::equal(text, kForm, [](char c, char form) {
           return form == 'd' ? source::is_digit(c) : c == form;
         });
}

}  // namespace sdg::sema
