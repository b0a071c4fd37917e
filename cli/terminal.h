#pragma once

#include <span>
#include <string_view>

#include "cli/commands.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_map.h"

namespace sdg::cli {

/// Whether a person watches stderr, and how wide the terminal is.
bool stderr_is_terminal();
std::size_t terminal_width();

void say(std::string_view text);        // stdout
void say_error(std::string_view text);  // stderr, behind `error: `
void note(std::string_view text);       // stderr

/// Text goes to stderr with a summary line, JSON and SARIF to stdout.
void show(std::span<const diag::Diagnostic> diags, const source::SourceMap& sources, Format format = Format::Text);

}  // namespace sdg::cli
