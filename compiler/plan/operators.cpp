#include "compiler/plan/operators.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "compiler/plan/operator_functions.h"
#include "compiler/plan/signature.h"
#include "compiler/plan/utf8.h"
#include "compiler/plan/weight.h"

namespace sdg::plan {
namespace {

using Function = Applied (*)(const Call&);

#define SDG_ENTRY_Operator(Name) &evaluate<Builtin::Name>
#define SDG_ENTRY_Function(Name) &evaluate<Builtin::Name>
#define SDG_ENTRY_Sampler(Name) nullptr
#define SDG_ENTRY_Special(Name) nullptr
constexpr Function kFunctions[] = {
#define SDG_BUILTIN(Name, kind, text, signature, doc, example) SDG_ENTRY_##kind(Name),
#include "compiler/plan/builtins.def"
#undef SDG_BUILTIN
};

bool fits_plain(TypeKind kind, const Value& value) {
  switch (kind) {
    case TypeKind::Bool: return value.kind() == ValueKind::Bool;
    case TypeKind::Int: return value.kind() == ValueKind::Int;
    case TypeKind::Float: return value.is_number();
    case TypeKind::String:
    case TypeKind::Regex: return value.is_string();
    case TypeKind::Bytes: return value.kind() == ValueKind::Bytes;
    case TypeKind::Date: return value.kind() == ValueKind::Date;
    case TypeKind::DateTime: return value.kind() == ValueKind::DateTime;
    case TypeKind::Duration: return value.kind() == ValueKind::Duration;
    case TypeKind::Json: return true;
    case TypeKind::Error:
    case TypeKind::Null:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Money:
    case TypeKind::Literal:
    case TypeKind::List:
    case TypeKind::Record:
    case TypeKind::Optional: break;
  }
  return false;
}

bool fits(const TypePattern& pattern, const Value& value);

bool fits_list(const TypePattern& element, const Value& value) {
  if (!value.is_list()) return false;
  if (element.kind == PatternKind::Letter || element.kind == PatternKind::Any) return true;
  for (const auto& item : value.items()) {
    if (!fits(element, item)) return false;
  }
  return true;
}

bool fits(const TypePattern& pattern, const Value& value) {
  switch (pattern.kind) {
    case PatternKind::Letter:
    case PatternKind::Any: return true;
    case PatternKind::Number: return value.is_number();
    case PatternKind::Plain: return fits_plain(pattern.plain, value);
    case PatternKind::Literal: return value.is_string();
    case PatternKind::List: return fits_list(pattern.parts[0], value);
    case PatternKind::Optional: return value.is_null() || fits(pattern.parts[0], value);
    case PatternKind::Record:
    case PatternKind::Keyed: return value.is_record();
    case PatternKind::Range: return value.is_list();
    case PatternKind::Model: return false;
  }
  return false;
}

bool fits(const SignatureParam& param, const Value& value) {
  return (param.optional && value.is_null()) || fits(param.type, value);
}

bool fits(const Signature& signature, std::span<const Value> args) {
  std::size_t next = 0;
  for (const auto& param : signature.params) {
    if (param.variadic) {
      for (; next < args.size(); ++next) {
        if (!fits(param.type, args[next])) return false;
      }
    } else if (next == args.size()) {
      if (!param.optional) return false;
    } else if (!fits(param, args[next++])) {
      return false;
    }
  }
  return next == args.size();
}

bool fits_any(Builtin id, std::span<const Value> args) {
  for (const auto& signature : signatures(id)) {
    if (fits(signature, args)) return true;
  }
  return false;
}

/// Types are checked before a program runs; only open `json` can still hold something else.
ApplyFailure misfit(Builtin id, std::span<const Value> args) {
  std::string given;
  for (const auto& arg : args) given.append(given.empty() ? "" : ", ").append(a_kind(arg.kind()));
  return conversion_failure("`" + std::string(spec(id).name) + "` takes " + std::string(spec(id).signature) +
                            ", and was given " + (given.empty() ? "nothing" : given));
}

/// What makes texts and lists larger than those it is given.
bool grows(Builtin id) {
  constexpr Builtin kGrowing[] = {Builtin::Add,     Builtin::Join,   Builtin::Replace, Builtin::RegexReplace,
                                  Builtin::Flatten, Builtin::Chunks, Builtin::Indent};
  return std::ranges::find(kGrowing, id) != std::end(kGrowing);
}

}  // namespace

Result<Value, ApplyFailure> apply(Builtin id, std::span<const Value> args, const Regex* pattern) {
  const Function function = kFunctions[static_cast<std::size_t>(id)];
  if (!function) throw std::logic_error("`" + std::string(spec(id).name) + "` is not evaluated by apply");
  if (!fits_any(id, args)) return misfit(id, args);
  Applied result = function({args, pattern});
  if (result && grows(id) && is_too_heavy(*result)) return check_failure(std::string(kTooHeavy));
  return result;
}

bool takes_pattern(Builtin id) {
  return id == Builtin::Matches || id == Builtin::FindAll || id == Builtin::RegexReplace;
}

std::string_view a_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::Null: return "null";
    case ValueKind::Bool: return "a bool";
    case ValueKind::Int: return "an int";
    case ValueKind::Float: return "a float";
    case ValueKind::String: return "a string";
    case ValueKind::Bytes: return "bytes";
    case ValueKind::Date: return "a date";
    case ValueKind::DateTime: return "a datetime";
    case ValueKind::Duration: return "a duration";
    case ValueKind::List: return "a list";
    case ValueKind::Record: return "a record";
  }
  return "";
}

std::string excerpt(const Value& value) {
  constexpr std::size_t most = 60;  // code points: enough to recognize it, too few to flood a message
  std::string json = to_json(value);
  const std::size_t cut = byte_of_code_point(json, most);
  if (cut < json.size()) json.replace(cut, std::string::npos, "…");
  return json;
}

}  // namespace sdg::plan
