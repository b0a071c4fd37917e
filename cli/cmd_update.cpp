#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/program.h"
#include "cli/prompt_lock.h"
#include "cli/terminal.h"
#include "compiler/diag/suggestion.h"

namespace sdg::cli {
namespace {

/// What is to be moved where.
struct Request {
  std::vector<std::string> files;
  std::vector<std::string> prompts;  // none: all
  bool is_whole = false;             // every pipeline of every folder: what no prompt asks for any more is forgotten

  bool names(std::string_view prompt) const {
    return prompts.empty() || std::ranges::find(prompts, prompt) != prompts.end();
  }
};

Result<Request> read_request(const std::vector<std::string>& operands) {
  Request request;
  std::vector<std::string> places;
  for (const std::string& operand : operands) {
    std::error_code ignored;
    const bool is_place = operand.ends_with(".sdg") || std::filesystem::is_directory(operand, ignored);
    (is_place ? places : request.prompts).push_back(operand);
  }
  request.is_whole = places.empty() && request.prompts.empty();
  auto files = find_pipelines(places.empty() ? std::vector<std::string>{"."} : places);
  if (!files) return files.take_failure();
  request.files = *std::move(files);
  return request;
}

/// The locks of all folders that are looked at, as they were and as they will be.
struct Locks {
  std::map<std::string, prompt::Lock> before, after;  // by path
};

/// The lock beside a program as it is. One that cannot be read is made anew, unless parts of it are to stay.
std::optional<prompt::Lock> lock_before(Program& program, const Request& request) {
  const std::size_t told = program.diags.all().size();
  DiskLoader disk;
  prompt::Lock lock = read_lock(program, disk);
  if (program.diags.all().size() == told) return lock;
  if (request.prompts.empty()) return prompt::Lock();
  show(program.diags.sorted(), program.sources);
  return std::nullopt;
}

/// The program with these versions; null where something is wrong, which is told.
std::unique_ptr<Program> checked_with(const std::string& path, prompt::Lock lock) {
  auto program = parse_program(path);
  if (!program) return nullptr;
  program->lock = std::move(lock);
  check_program(*program);
  return program;
}

void tell(const std::string& file, const sema::PromptInfo& prompt, const std::optional<prompt::Version>& before) {
  const std::string was = !before                      ? std::string()
                          : *before == *prompt.version ? std::string(", as before")
                                                       : ", was " + before->text();
  say(fmt::format("{}: `{}` is {}{}", file, prompt.decl->name.text, prompt.version->text(), was));
}

/// The newest versions of the prompts that are named, and of those that have none yet.
prompt::Lock moved(const Program& newest, prompt::Lock lock, const Request& request) {
  for (const sema::PromptInfo& prompt : newest.module.prompts) {
    const bool is_moved = request.names(prompt.decl->name.text) || !lock.find(prompt.wanted);
    if (is_moved && prompt.version) lock.set(prompt.wanted, *prompt.version);
  }
  return lock;
}

/// Chooses for the prompts of one pipeline. False where something is wrong, which is told.
bool choose(const std::string& file, const Request& request, Locks& locks, std::vector<std::string>& names) {
  auto newest = checked_with(file, {});
  if (!newest) return false;
  if (newest->module.prompts.empty()) return true;
  const std::string path = prompt::lock_path(folder_of(file));
  if (!locks.before.contains(path)) {
    const auto before = lock_before(*newest, request);
    if (!before) return false;
    locks.before.emplace(path, *before);
    locks.after.emplace(path, request.is_whole ? prompt::Lock() : *before);
  }
  const prompt::Lock& before = locks.before[path];
  for (const sema::PromptInfo& prompt : newest->module.prompts) names.emplace_back(prompt.decl->name.text);
  const auto program = checked_with(file, moved(*newest, before, request));
  if (!program) return false;
  show(program->diags.sorted(), program->sources);
  if (program->diags.has_errors()) return false;
  for (const sema::PromptInfo& prompt : program->module.prompts) {
    locks.after[path].set(prompt.wanted, *prompt.version);
    if (request.names(prompt.decl->name.text)) tell(file, prompt, before.find(prompt.wanted));
  }
  return true;
}

bool tell_unknown(const Request& request, const std::vector<std::string>& names) {
  for (const std::string& prompt : request.prompts) {
    if (std::ranges::find(names, prompt) != names.end()) continue;
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto meant = diag::closest(prompt, candidates);
    say_error(fmt::format("there is no prompt `{}`{}", prompt, meant ? fmt::format("; there is `{}`", *meant) : ""));
    return true;
  }
  return false;
}

}  // namespace

int update(const UpdateOptions& options) {
  const auto request = read_request(options.operands);
  if (!request) {
    say_error(request.failure().message);
    return kProgramWrong;
  }
  Locks locks;
  std::vector<std::string> names;
  for (const std::string& file : request->files) {
    if (!choose(file, *request, locks, names)) return kProgramWrong;
  }
  if (tell_unknown(*request, names)) return kUsage;
  if (names.empty()) say("no pipeline here has a prompt of a registry");
  for (const auto& [path, lock] : locks.after) {
    if (lock == locks.before[path] && std::filesystem::exists(path)) continue;
    if (const auto written = replace_file(path, lock.text()); !written) {
      say_error(written.failure().message);
      return kCannotWrite;
    }
  }
  return kDone;
}

}  // namespace sdg::cli
