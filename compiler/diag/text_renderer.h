#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "compiler/diag/diagnostic.h"

namespace sdg::source {
class SourceMap;
}

namespace sdg::diag {

/// Colour repeats what the text says and never says anything alone.
enum class Color { Never, Always };

/// What frames are drawn with. The source itself is shown as it is written.
enum class Charset { Unicode, Ascii };

struct TextStyle {
  Color color = Color::Never;
  Charset charset = Charset::Unicode;
  std::size_t width = 120;  // of the terminal; longer lines of source are cut around their mark
  std::size_t tab_width = 4;
};

/// A mistake for a person: its code and message, the source it speaks of, notes and help. Ends with a line break.
std::string render_text(const Diagnostic& diag, const source::SourceMap& sources, const TextStyle& style = {});

/// All of them, blank lines between.
std::string render_text(std::span<const Diagnostic> diags, const source::SourceMap& sources,
                        const TextStyle& style = {});

/// "2 errors, 1 warning"; empty where there are none.
std::string summary(std::span<const Diagnostic> diags);

}  // namespace sdg::diag
