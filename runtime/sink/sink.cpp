#include "runtime/sink/sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <memory>
#include <utility>

#include "runtime/sink/part_file.h"
#include "runtime/sink/row_format.h"

namespace sdg::sink {
namespace {

namespace fs = std::filesystem;

/// With less than this left a run would end in the middle of its output.
constexpr std::uint64_t kNearlyFullBytes = std::uint64_t{4} << 20;

/// Rows of any format into one file.
class FileSink final : public Sink {
 public:
  FileSink(std::string path, std::unique_ptr<RowFormat> format, std::unique_ptr<PartFile> file)
      : path_(std::move(path)), format_(std::move(format)), file_(std::move(file)) {
    format_->begin(file_->buffer());
  }

  Result<void, SinkFailure> write(std::span<const plan::Value> columns) override {
    format_->append_row(file_->buffer(), columns);
    ++rows_;
    return file_->spill();
  }

  Result<WrittenFile, SinkFailure> commit() override {
    format_->end(file_->buffer());
    if (auto committed = file_->commit(); !committed) return committed.take_failure();
    return WrittenFile{path_, file_->size(), rows_, file_->sha256()};
  }

  void abandon() override { file_->abandon(); }

 private:
  std::string path_;
  std::unique_ptr<RowFormat> format_;
  std::unique_ptr<PartFile> file_;
  std::uint64_t rows_ = 0;
};

/// The folder that is there already, of those that `path` stands in.
fs::path nearest_folder(const std::string& path) {
  std::error_code error;
  auto folder = fs::absolute(path, error).parent_path();
  while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

}  // namespace

Result<std::unique_ptr<Sink>, SinkFailure> open_sink(const plan::OutputSpec& output, const std::string& path) {
  auto format = make_format(output);
  if (!format) {
    return SinkFailure{SinkFailure::Kind::NotWritable,
                       fmt::format("cannot write `{}`: there is no output format `{}`; use jsonl, json, csv or tsv",
                                   path, output.format)};
  }
  auto file = PartFile::open(path);
  if (!file) return file.take_failure();
  return std::unique_ptr<Sink>(std::make_unique<FileSink>(path, std::move(format), std::move(*file)));
}

Result<void, SinkFailure> check_writable(const std::string& path) {
  if (path == "-") return {};
  struct stat present;
  if (stat(path.c_str(), &present) == 0 && !S_ISREG(present.st_mode)) {
    if (S_ISDIR(present.st_mode)) return failure_of(path, EISDIR);
    return access(path.c_str(), W_OK) == 0 ? Result<void, SinkFailure>() : failure_of(path, errno);
  }
  const auto folder = nearest_folder(path);
  if (stat(folder.c_str(), &present) != 0) return failure_of(path, errno);
  if (!S_ISDIR(present.st_mode)) return failure_of(path, ENOTDIR);
  if (faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) return failure_of(path, errno);
  struct statvfs disk;
  const bool known = statvfs(folder.c_str(), &disk) == 0 && disk.f_blocks > 0;
  if (known && std::uint64_t{disk.f_bavail} * disk.f_frsize < kNearlyFullBytes) return failure_of(path, ENOSPC);
  return {};
}

}  // namespace sdg::sink
