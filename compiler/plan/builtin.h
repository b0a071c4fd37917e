#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sdg::plan {

/// What a built-in is, which says where its name may stand.
enum class BuiltinKind : std::uint8_t {
  Operator,  // `+`: written as a sign
  Function,  // pure
  Sampler,   // draws
  Special,   // has rules of its own: repeat, iterate, index, template …
};

/// Every built-in operator, function and sampler. Listed once, in builtins.def.
enum class Builtin : std::uint16_t {
#define SDG_BUILTIN(Name, kind, text, signature, doc, example) Name,
#include "compiler/plan/builtins.def"
#undef SDG_BUILTIN
};

/// What a built-in is called, takes and gives.
struct BuiltinSpec {
  Builtin id;
  BuiltinKind kind;
  std::string_view name;       // as written in a program
  std::string_view signature;  // `(text: string, separator: string = " ") -> [string]`; read by sema
  std::string_view doc;
  std::string_view example;  // a condition that holds, or what draws
};

const BuiltinSpec& spec(Builtin id);
/// A function, sampler or special form by the name written before `(`.
std::optional<Builtin> find_builtin(std::string_view name);
std::span<const BuiltinSpec> all_builtins();

}  // namespace sdg::plan
