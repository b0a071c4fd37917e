#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "compiler/plan/digest.h"
#include "compiler/plan/plan.h"
#include "compiler/source/result.h"

namespace sdg::sink {

/// Why an output could not be written.
struct SinkFailure {
  enum class Kind : std::uint8_t { DiskFull, NotWritable };
  Kind kind = Kind::NotWritable;
  std::string message;  // path, cause, remedy
};

struct WrittenFile {
  std::string path;  // `-` for stdout
  std::uint64_t size = 0;
  std::uint64_t rows = 0;
  plan::Digest sha256;
};

/// Where the rows of one output go. Nobody sees them under the output's name before `commit`, and then all of them;
/// without it nothing is left behind.
class Sink {
 public:
  virtual ~Sink() = default;  // abandons what was not committed
  /// One value a column of the output, in their order.
  virtual Result<void, SinkFailure> write(std::span<const plan::Value> columns) = 0;
  /// Durable under its name, folder included, when this returns.
  virtual Result<WrittenFile, SinkFailure> commit() = 0;
  virtual void abandon() = 0;
};

/// Makes the folder, removes what dead runs left of this output, and starts. `path` is where to write, which for a part
/// of the rows is not `output.path`; `-` is stdout. `output` lives longer.
Result<std::unique_ptr<Sink>, SinkFailure> open_sink(const plan::OutputSpec& output, const std::string& path);

using OpenSink = std::function<Result<std::unique_ptr<Sink>, SinkFailure>(const plan::OutputSpec&, const std::string&)>;

/// Whether the output's folder is there, or could be made, and can be written to. Creates nothing that it does not
/// remove.
Result<void, SinkFailure> check_writable(const std::string& path);

}  // namespace sdg::sink
