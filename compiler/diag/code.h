#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sdg::diag {

/// Every kind of mistake, by its stable name. Listed once, in codes.def.
enum class Code {
#define SDG_DIAG(number, name, severity, title) name,
#include "compiler/diag/codes.def"
#undef SDG_DIAG
};

/// `SDG0210`, as users write it.
std::string code_text(Code code);
/// The title of the code's explanation.
std::string_view title(Code code);
bool is_warning(Code code);
std::optional<Code> code_from_text(std::string_view text);
std::span<const Code> all_codes();

}  // namespace sdg::diag
