#pragma once

#include <string>
#include <vector>

#include "compiler/diag/code.h"
#include "compiler/source/span.h"

namespace sdg::diag {

enum class Severity { Error, Warning };

/// The other half of the story, shown under its own piece of source.
struct Label {
  source::Span span;
  std::string text;
};

/// Text that replaces `span`; several together are one fix.
struct Edit {
  source::Span span;
  std::string replacement;
};

/// One thing to do about a mistake. With edits it can be applied by a machine.
struct Hint {
  std::string text;
  std::vector<Edit> edits;
};

/// A mistake as a value: nothing is printed here, any renderer can show it.
struct Diagnostic {
  Code code;
  Severity severity;  // from the code, unless a caller knows better
  std::string message;
  source::Span span;
  std::string label;  // beside the caret; empty where the message says it all
  std::vector<Label> others;
  std::vector<std::string> notes;
  std::vector<Hint> hints;
};

}  // namespace sdg::diag
