#include "runtime/value/violation.h"

namespace sdg::value {

std::string to_sentence(const Violation& violation) {
  return violation.path.empty() ? violation.text : violation.path + ": " + violation.text;
}

}  // namespace sdg::value
