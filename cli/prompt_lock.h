#pragma once

#include "cli/program.h"
#include "compiler/prompt/lock.h"
#include "compiler/source/loader.h"
#include "compiler/source/result.h"

namespace sdg::cli {

/// What the lock beside a program says, if the program has prompts. What is wrong with it is told to the program.
prompt::Lock read_lock(Program& program, source::Loader& loader);

/// Notes the versions of a program's prompts in the lock beside it. Nothing is written where it says so already.
Result<void> write_lock(const Program& program);

/// With `--locked` nothing is chosen: a prompt of which the lock says nothing is a mistake.
void refuse_unlocked(Program& program);

}  // namespace sdg::cli
