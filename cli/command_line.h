#pragma once

namespace sdg::cli {

/// Reads the command line, does what it says, and returns the exit code. What escapes as an exception is told as a bug.
int run_command_line(int argc, char** argv);

}  // namespace sdg::cli
