#include "runtime/eval/cell_failure.h"

namespace sdg::eval {

std::string_view name(Cause cause) {
  switch (cause) {
#define SDG_CAUSE(Name, text, doc) \
  case Cause::Name:                \
    return text;
#include "runtime/eval/causes.def"
#undef SDG_CAUSE
  }
  return "";
}

}  // namespace sdg::eval
