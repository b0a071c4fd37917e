#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "compiler/diag/explain.h"

namespace sdg::cli {

namespace {

/// `SDG0210`, `sdg210`, `0210` and `210` are one code.
std::optional<diag::Code> read_code(const std::string& written) {
  if (const auto code = diag::code_from_text(written)) return code;
  return diag::code_from_text("SDG" + written);
}

int number_of(diag::Code code) { return std::stoi(diag::code_text(code).substr(3)); }

/// The code whose number is nearest: a topic's codes stand together.
diag::Code nearest_code(int number) {
  return *std::ranges::min_element(diag::all_codes(), {},
                                   [&](diag::Code code) { return std::abs(number_of(code) - number); });
}

int tell_no_code(const std::string& written) {
  const std::string digits = written.substr(std::min(written.find_first_of("0123456789"), written.size()));
  int number = 0;
  const bool is_number = std::from_chars(digits.data(), digits.data() + digits.size(), number).ptr > digits.data();
  const diag::Code near = nearest_code(number);
  say_error(fmt::format("there is no code `{}`; {}", written,
                        is_number ? fmt::format("near it is {}: {}", diag::code_text(near), diag::title(near))
                                  : "codes are written like SDG0210"));
  return kUsage;
}

}  // namespace

int explain(const std::string& written) {
  const auto code = read_code(written);
  if (!code) return tell_no_code(written);
  say(diag::explanation(*code));
  return kDone;
}

int version() {
  say(fmt::format("sdgc {} (language edition 1)", kVersion));
  return kDone;
}

}  // namespace sdg::cli
