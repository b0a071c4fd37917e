#include "compiler/reference/mistakes.h"

#include <algorithm>

namespace sdg::reference {

std::vector<diag::Code> mistakes_by_number() {
  const auto all = diag::all_codes();
  std::vector<diag::Code> codes(all.begin(), all.end());
  std::ranges::sort(codes, {}, diag::code_text);
  return codes;
}

}  // namespace sdg::reference
