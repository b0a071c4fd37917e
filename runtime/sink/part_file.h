#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "compiler/plan/digest.h"
#include "runtime/sink/sink.h"

namespace sdg::sink {

/// A file that is written beside its name and gets it when it is whole. What is appended to `buffer` is written by
/// `spill` once there is enough of it; size and digest are worked out on the way. While it is open it is locked, which
/// is how the leavings of a dead run are told from the work of a live one.
/// A device or pipe cannot be renamed over, and is written directly; so is stdout, which is called `-`.
class PartFile {
 public:
  static Result<std::unique_ptr<PartFile>, SinkFailure> open(const std::string& path);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  std::string& buffer() { return buffer_; }
  /// Writes the buffer if it is large.
  Result<void, SinkFailure> spill();
  /// Written, on the disk, and under its name.
  Result<void, SinkFailure> commit();
  void abandon();

  std::uint64_t size() const { return size_; }
  /// After `commit`.
  const plan::Digest& sha256() const { return digest_; }

 private:
  explicit PartFile(std::string path) : path_(std::move(path)) {}
  Result<void, SinkFailure> create_part();
  Result<void, SinkFailure> open_directly(int flags);
  Result<void, SinkFailure> write_buffer();
  Result<void, SinkFailure> publish();
  SinkFailure failure(int error) const;

  std::string path_;       // where it will be
  std::string part_path_;  // where it is; empty where it is written directly
  int fd_ = -1;
  bool owns_fd_ = false;
  std::string buffer_;
  std::uint64_t size_ = 0;
  plan::Sha256 hasher_;
  plan::Digest digest_;
};

/// Removes `.NAME.<random>.part` files beside `path` that no living process writes.
void remove_dead_parts(const std::string& path);

/// The failure in the words of the house: `cannot write `out/d.jsonl`: …`.
SinkFailure failure_of(const std::string& path, int error);

}  // namespace sdg::sink
