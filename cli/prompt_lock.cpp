#include "cli/prompt_lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/files.h"

namespace sdg::cli {
namespace {

const syntax::Decl* first_prompt(const Program& program) {
  for (const sema::ModuleFile& file : program.files.files) {
    const auto& decls = file.syntax->decls;
    const auto found = std::ranges::find(decls, syntax::DeclKind::Prompt, &syntax::Decl::kind);
    if (found != decls.end()) return *found;
  }
  return nullptr;
}

}  // namespace

prompt::Lock read_lock(Program& program, source::Loader& loader) {
  const syntax::Decl* decl = first_prompt(program);
  const std::string path = prompt::lock_path(folder_of(program.path));
  std::error_code ignored;
  if (!decl || !std::filesystem::exists(path, ignored)) return {};
  auto text = loader.load(path);
  if (!text) {
    program.diags.report(diag::Code::PromptLock, decl->name.span, text.failure().message, "its version stands there");
    return {};
  }
  auto lock = prompt::Lock::parse(*text);
  if (lock) return *std::move(lock);
  const source::FileId file = program.sources.add(path, *std::move(text));
  const auto begin = static_cast<std::uint32_t>(lock.failure().offset);
  auto& diagnostic = program.diags.report(diag::Code::PromptLock, {file, begin, begin + 1}, "the lock cannot be read",
                                          lock.failure().message);
  diagnostic.others.push_back({decl->name.span, "its version stands there"});
  diagnostic.hints.push_back({fmt::format("write it anew: `sdgc update {}`", program.path), {}});
  return {};
}

Result<void> write_lock(const Program& program) {
  prompt::Lock lock = *program.lock;
  for (const sema::PromptInfo& prompt : program.module.prompts) {
    if (prompt.version) lock.set(prompt.wanted, *prompt.version);
  }
  if (lock == *program.lock) return {};
  return replace_file(prompt::lock_path(folder_of(program.path)), lock.text());
}

void refuse_unlocked(Program& program) {
  for (const sema::PromptInfo& prompt : program.module.prompts) {
    if (!prompt.version || program.lock->find(prompt.wanted)) continue;
    const syntax::Name& name = prompt.decl->name;
    auto& diagnostic = program.diags.report(diag::Code::PromptLock, name.span,
                                            fmt::format("`sdg.lock` does not say the version of `{}`", name.text),
                                            "`--locked` chooses none");
    diagnostic.hints.push_back({fmt::format("choose it: `sdgc update {} {}`", program.path, name.text), {}});
  }
}

}  // namespace sdg::cli
