#include "runtime/source/row_reader.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "runtime/source/csv_records.h"
#include "runtime/source/format_reader.h"
#include "runtime/source/glob.h"

namespace sdg::source {
namespace {

namespace fs = std::filesystem;

/// A file's name as a key holds it: the same wherever the pipeline's folder is, and from wherever it is run.
std::string name_from(const std::string& folder, const std::string& file) {
  const auto whole = [](const fs::path& path) { return fs::absolute(path).lexically_normal(); };
  const auto base = whole(folder.empty() ? fs::path(".") : fs::path(folder));
  return whole(file).lexically_relative(base.has_filename() ? base : base.parent_path()).generic_string();
}

char separator_of(const plan::SourceSpec& source) {
  for (const auto& [name, value] : source.options) {
    if (name == "separator" && value.is_string() && value.text().size() == 1) return value.text().front();
  }
  return usual_separator(source.format);
}

/// The files of a source one after the other; only one is open at a time.
class Files final : public RowReader {
 public:
  Files(const plan::SourceSpec& source, const plan::TypeTable& types, std::string folder,
        std::vector<std::string> files)
      : source_(source),
        is_glob_(is_glob(source.path)),
        conformer_(types),
        folder_(std::move(folder)),
        files_(std::move(files)) {}

  Result<void> open_first() { return open_next(); }

  Result<std::optional<SourceRow>> next() override {
    while (reader_) {
      auto value = reader_->next();
      if (!value) return value.take_failure();
      if (*value) return std::optional(SourceRow{std::move(**value), number_++, is_glob_ ? current_ : std::string()});
      if (auto opened = open_next(); !opened) return opened.take_failure();
    }
    return std::optional<SourceRow>();
  }

 private:
  Result<void> open_next() {
    reader_.reset();
    if (next_ == files_.size()) return {};
    const auto& path = files_[next_++];
    current_ = path == "-" ? path : name_from(folder_, path);
    number_ = 0;
    auto stream = ByteStream::open(path);
    if (!stream) return stream.take_failure();
    auto reader = read(std::move(*stream));
    if (!reader) return reader.take_failure();
    reader_ = std::move(*reader);
    return {};
  }

  Result<std::unique_ptr<FormatReader>> read(std::unique_ptr<ByteStream> stream) const {
    const RowType type{conformer_, source_.row};
    const auto& format = source_.format;
    if (format == "jsonl") return read_jsonl(std::move(stream), type);
    if (format == "json") return read_json_rows(std::move(stream), type);
    if (format == "csv" || format == "tsv") return read_csv(std::move(stream), separator_of(source_), type);
    if (format == "txt" || format == "md") return read_document(std::move(stream), current_, type);
    return Failure{fmt::format("source `{}`: there is no reader for `{}`; use jsonl, json, csv, tsv or txt",
                               source_.name, format)};
  }

  const plan::SourceSpec& source_;
  const bool is_glob_;  // names its files, however many it matches
  value::Conformer conformer_;
  std::string folder_;
  std::vector<std::string> files_;
  std::size_t next_ = 0;
  std::unique_ptr<FormatReader> reader_;
  std::string current_;
  std::uint64_t number_ = 0;
};

}  // namespace

Result<std::vector<std::string>> source_files(const plan::SourceSpec& source) {
  if (!is_glob(source.path)) return std::vector<std::string>{source.path};
  auto files = expand_glob(source.path);
  if (files.empty()) return Failure{fmt::format("source `{}`: no file matches `{}`", source.name, source.path)};
  return files;
}

Result<std::unique_ptr<RowReader>> open_source(const plan::SourceSpec& source, const plan::TypeTable& types,
                                               const std::string& folder) {
  auto files = source_files(source);
  if (!files) return files.take_failure();
  auto reader = std::make_unique<Files>(source, types, folder, std::move(*files));
  if (auto opened = reader->open_first(); !opened) return opened.take_failure();
  return std::unique_ptr<RowReader>(std::move(reader));
}

}  // namespace sdg::source
