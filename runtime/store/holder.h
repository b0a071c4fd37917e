#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/store/owner_file.h"

namespace sdg::store {

/// Who has a store open.
struct Holder {
  std::string description;  // for people
  Liveness alive = Liveness::Unknown;
};
/// Nothing where nobody does.
std::optional<Holder> find_holder(const std::filesystem::path& folder);

/// How far a run is, said by itself in the folder of the store that it holds, and withdrawn when the object goes.
class PublishedProgress {
 public:
  explicit PublishedProgress(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~PublishedProgress();
  PublishedProgress(const PublishedProgress&) = delete;
  PublishedProgress& operator=(const PublishedProgress&) = delete;

  /// Replaces what was said before. A disk that does not take it is no reason to end a run.
  void say(std::string_view text);

 private:
  std::filesystem::path folder_;
  bool has_said_ = false;
};

/// What the run that holds the store said last.
std::optional<std::string> read_progress(const std::filesystem::path& folder);

}  // namespace sdg::store
