#include "compiler/prompt/lock.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "compiler/plan/json_reader.h"
#include "compiler/source/paths.h"

namespace sdg::prompt {
namespace {

constexpr std::int64_t kFormat = 1;

auto asked(const Locked& locked) { return std::tie(locked.registry, locked.id, locked.family, locked.constraint); }
bool is_asked_before(const Locked& a, const Locked& b) { return asked(a) < asked(b); }

Locked question(const Wanted& wanted) { return {wanted.registry, wanted.id, wanted.family, wanted.constraint, {}}; }

std::string quoted(const std::string& text) { return plan::to_json(plan::Value::string(text)); }

std::string text_of(const plan::Value& record, std::string_view name) {
  const plan::Value* field = record.is_record() ? record.field(name) : nullptr;
  return field && field->is_string() ? field->text() : std::string();
}

/// `{"registry": …, "prompt": …, "family": …, "constraint": …, "version": …}`
std::optional<Locked> read_entry(const plan::Value& entry) {
  const auto version = parse_version(text_of(entry, "version"));
  if (!version) return std::nullopt;
  return Locked{text_of(entry, "registry"), text_of(entry, "prompt"), text_of(entry, "family"),
                text_of(entry, "constraint"), *version};
}

}  // namespace

Result<Lock, LockFailure> Lock::parse(std::string_view text) {
  const auto read = plan::read_json(text);
  if (!read) return LockFailure{read.failure().message, read.failure().offset};
  const plan::Value* format = read->is_record() ? read->field("format") : nullptr;
  const plan::Value* prompts = read->is_record() ? read->field("prompts") : nullptr;
  const bool is_known = format && *format == plan::Value(kFormat) && prompts && prompts->is_list();
  if (!is_known) return LockFailure{fmt::format("this is no lock of the format {}", kFormat), 0};
  Lock lock;
  for (const plan::Value& entry : prompts->items()) {
    auto locked = read_entry(entry);
    if (!locked) return LockFailure{fmt::format("`{}` names no version", plan::to_json(entry)), 0};
    lock.entries_.push_back(*std::move(locked));
  }
  std::ranges::sort(lock.entries_, is_asked_before);
  return lock;
}

/// A line a prompt: what moved is a line of the diff.
std::string Lock::text() const {
  std::string text = fmt::format("{{\n  \"format\": {},\n  \"prompts\": [", kFormat);
  std::string_view sign = "\n";
  for (const Locked& locked : entries_) {
    text +=
        fmt::format("{}    {{\"registry\": {}, \"prompt\": {}, \"family\": {}, \"constraint\": {}, \"version\": {}}}",
                    sign, quoted(locked.registry), quoted(locked.id), quoted(locked.family), quoted(locked.constraint),
                    quoted(locked.version.text()));
    sign = ",\n";
  }
  return text + "\n  ]\n}\n";
}

std::optional<Version> Lock::find(const Wanted& wanted) const {
  const Locked sought = question(wanted);
  const auto place = std::ranges::lower_bound(entries_, sought, is_asked_before);
  if (place == entries_.end() || asked(*place) != asked(sought)) return std::nullopt;
  return place->version;
}

void Lock::set(const Wanted& wanted, const Version& version) {
  Locked locked = question(wanted);
  locked.version = version;
  std::erase_if(entries_, [&](const Locked& known) { return asked(known) == asked(locked); });
  entries_.insert(std::ranges::lower_bound(entries_, locked, is_asked_before), locked);
}

std::string lock_path(std::string_view folder) { return source::normal_path(std::string(folder) + "/sdg.lock"); }

}  // namespace sdg::prompt
