#include "runtime/model/recording.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "compiler/plan/json_reader.h"
#include "runtime/model/cell_key.h"

namespace sdg::model {
namespace {

struct Free {
  void operator()(char* text) const { std::free(text); }  // NOLINT(cppcoreguidelines-no-malloc): getline(3) wants it
};

RecordingFile open_file(const std::string& path, int flags, const char* mode) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  return RecordingFile(fd < 0 ? nullptr : ::fdopen(fd, mode));
}

/// A line's question, attempt and reply.
struct Entry {
  plan::Digest question;
  std::uint32_t attempt;
  std::string reply;
};

std::optional<Entry> read_entry(std::string_view line) {
  const auto record = plan::read_json(line);
  if (!record || !record->is_record()) return std::nullopt;
  const auto* question = record->field("question");
  const auto* attempt = record->field("attempt");
  const auto* reply = record->field("reply");
  if (!question || !question->is_string() || !attempt || attempt->kind() != plan::ValueKind::Int || !reply ||
      !reply->is_string())
    return std::nullopt;
  const auto digest = plan::Digest::from_hex(question->text());
  if (!digest || attempt->as_int() < 0 || attempt->as_int() > UINT32_MAX) return std::nullopt;
  return Entry{*digest, static_cast<std::uint32_t>(attempt->as_int()), reply->text()};
}

}  // namespace

Result<std::unique_ptr<Recorder>> Recorder::open(const std::string& path) {
  auto file = open_file(path, O_WRONLY | O_CREAT | O_APPEND, "a");
  if (!file) return Failure{fmt::format("`{}` cannot be written: {}", path, std::strerror(errno))};
  return std::unique_ptr<Recorder>(new Recorder(path, std::move(file)));
}

void Recorder::note(const Prompt& prompt, std::uint32_t attempt, std::string_view row, std::string_view column,
                    std::string_view reply) {
  std::string line = "{\"question\":\"" + question_key(prompt).hex() + "\"";
  line += fmt::format(",\"attempt\":{},\"row\":{},\"column\":", attempt, row);
  plan::append_json_string(line, column);
  line += ",\"reply\":";
  plan::append_json_string(line, reply);
  line += "}\n";
  // A line at once: who kills the run leaves whole lines, and perhaps one that is cut.
  std::fwrite(line.data(), 1, line.size(), file_.get());
  std::fflush(file_.get());
}

Result<void> Recorder::finish() {
  if (std::ferror(file_.get()) == 0) return {};
  return Failure{fmt::format("the recording `{}` is not whole: the disk is full, or it cannot be written", path_)};
}

Result<std::unique_ptr<Recording>> Recording::open(const std::string& path) {
  std::error_code trouble;
  if (std::filesystem::exists(path, trouble) && !std::filesystem::is_regular_file(path, trouble))
    return Failure{fmt::format("the recording `{}` is no file", path)};
  auto file = open_file(path, O_RDONLY, "r");
  if (!file) return Failure{fmt::format("the recording `{}` cannot be read: {}", path, std::strerror(errno))};
  auto recording = std::unique_ptr<Recording>(new Recording(path, std::move(file)));
  if (auto read = recording->read_index(); !read) return read.take_failure();
  return recording;
}

Result<void> Recording::read_index() {
  plan::Sha256 digest;
  char* buffer = nullptr;
  std::size_t capacity = 0;
  std::uint64_t offset = 0, number = 0;
  for (;;) {
    const auto length = ::getline(&buffer, &capacity, file_.get());
    const std::unique_ptr<char, Free> owner(std::exchange(buffer, nullptr));
    capacity = 0;
    if (length <= 0) break;
    std::string_view line(owner.get(), static_cast<std::size_t>(length));
    if (!line.ends_with('\n')) break;  // cut, when the run that recorded it was killed
    ++number;
    digest.update(line);
    const auto entry = read_entry(line);
    if (!entry) {
      return Failure{
          fmt::format("line {} of the recording `{}` is none that `sdgc run --record` has written", number, path_)};
    }
    places_.emplace(std::pair(entry->question, entry->attempt), Place{offset, static_cast<std::uint32_t>(line.size())});
    offset += line.size();
  }
  digest_ = digest.finish();
  return {};
}

Result<std::optional<std::string>> Recording::find(const plan::Digest& question, std::uint32_t attempt) const {
  const auto place = places_.find({question, attempt});
  if (place == places_.end()) return std::optional<std::string>();
  std::string line(place->second.length, '\0');
  const auto read = ::pread(::fileno(file_.get()), line.data(), line.size(), static_cast<off_t>(place->second.offset));
  auto entry = read == static_cast<ssize_t>(line.size()) ? read_entry(line) : std::nullopt;
  if (!entry) return Failure{fmt::format("the recording `{}` changed while it was read", path_)};
  return std::optional(std::move(entry->reply));
}

}  // namespace sdg::model
