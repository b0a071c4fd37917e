#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/plan/digest.h"
#include "compiler/source/result.h"
#include "runtime/model/provider.h"

// A recording holds replies, a JSON line each: which question of which row, the how often it had been asked before, and
// the reply as it came. `sdgc run --record FILE` writes one, `replay("FILE")` answers from it.
namespace sdg::model {

struct CloseRecording {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using RecordingFile = std::unique_ptr<std::FILE, CloseRecording>;

/// Appends what is answered to a file. No header and no secret gets there.
class Recorder {
 public:
  static Result<std::unique_ptr<Recorder>> open(const std::string& path);
  /// `row` and `column` are for people.
  void note(const Prompt& prompt, std::uint32_t attempt, std::string_view row, std::string_view column,
            std::string_view reply);
  /// Says what the disk said, once all is written.
  Result<void> finish();

 private:
  Recorder(std::string path, RecordingFile file) : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  RecordingFile file_;
};

/// The replies of a file, looked up one by one: 48 bytes a reply are in memory.
class Recording {
 public:
  static Result<std::unique_ptr<Recording>> open(const std::string& path);

  /// The reply as it came; nothing where the recording has none.
  Result<std::optional<std::string>> find(const plan::Digest& question, std::uint32_t attempt) const;
  /// Of all that it holds.
  const plan::Digest& digest() const { return digest_; }

 private:
  struct Place {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
  };
  Recording(std::string path, RecordingFile file) : path_(std::move(path)), file_(std::move(file)) {}
  Result<void> read_index();

  std::string path_;
  RecordingFile file_;
  plan::Digest digest_{};
  std::map<std::pair<plan::Digest, std::uint32_t>, Place> places_;
};

}  // namespace sdg::model
