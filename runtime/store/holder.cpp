#include "runtime/store/holder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "runtime/store/files.h"

namespace sdg::store {
namespace {

constexpr std::string_view kProgressName = "PROGRESS";

}  // namespace

std::optional<Holder> find_holder(const std::filesystem::path& folder) {
  const auto text = read_whole(folder / kOwnerName);
  if (!text) return std::nullopt;
  const auto owner = read_owner(*text);
  if (!owner) return Holder{"somebody whom its owner file does not name", Liveness::Unknown};
  return Holder{describe(*owner), liveness(*owner, this_process(""))};
}

PublishedProgress::~PublishedProgress() {
  if (has_said_) unlink((folder_ / kProgressName).c_str());
}

void PublishedProgress::say(std::string_view text) {
  const auto file = folder_ / kProgressName;
  const auto draft = folder_ / ".PROGRESS.new";
  {
    const auto out = open_private(draft, O_CREAT | O_TRUNC | O_WRONLY);
    if (!out.is_open() || !write_all(out.get(), text)) return;
  }
  has_said_ = rename(draft.c_str(), file.c_str()) == 0 || has_said_;
}

std::optional<std::string> read_progress(const std::filesystem::path& folder) {
  return read_whole(folder / kProgressName);
}

}  // namespace sdg::store
