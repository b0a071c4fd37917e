#pragma once

#include <span>
#include <string_view>

#include "cli/commands.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/diag/sarif_renderer.h"
#include "compiler/source/source_map.h"

namespace sdg::cli {

/// Whether a person watches stderr, and how wide the terminal is.
bool stderr_is_terminal();
std::size_t terminal_width();

void print(std::string_view text);      // stdout, as it is
void say(std::string_view text);        // stdout, a line
void say_error(std::string_view text);  // stderr, behind `error: `
void say_error(diag::Code code, std::string_view text);
void note(std::string_view text);         // stderr, a line
void print_error(std::string_view text);  // stderr, as it is

/// Before anything is opened: a stream that whoever started us closed must not become a file of ours.
void open_missing_streams();
/// The exit code once all is printed: another one where stdout lost a part of it.
int finish_printing(int exit);

/// Whether colours are welcome where `stream` goes.
bool is_colored(int stream);

/// Mistakes as text on stderr, and a summary line.
void show(std::span<const diag::Diagnostic> diags, const source::SourceMap& sources);
/// Those of several files, under one summary. Text goes to stderr, JSON and SARIF to stdout.
void show(std::span<const diag::Findings> findings, Format format);

}  // namespace sdg::cli
