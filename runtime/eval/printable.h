#pragma once

namespace sdg::eval {

/// Whether Python shows a code point as it is inside of quotes (`str.isprintable`), by the tables of Unicode 14.
bool is_printable(char32_t code);

}  // namespace sdg::eval
