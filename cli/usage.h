#pragma once

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace sdg::cli {

/// Whether the words behind a command were all taken. Tells the first that was not, and what was meant.
bool all_words_taken(const ::CLI::App& tree);

/// Tells what is wrong with the command line, what would be right and how the command is used. The exit code.
int tell_usage(const ::CLI::App& tree, const ::CLI::ParseError& error);

/// Tells that there is no such command, and which one was meant.
int tell_no_command(const ::CLI::App& tree, const char* written);

}  // namespace sdg::cli
