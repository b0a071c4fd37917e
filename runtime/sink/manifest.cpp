#include "runtime/sink/manifest.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "compiler/plan/file_format.h"
#include "compiler/plan/value.h"
#include "runtime/sink/part_file.h"
#include "runtime/value/json_reader.h"

namespace sdg::sink {
namespace {

using plan::Value;

Value count(std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); }
Value text(const std::string& words) { return Value::string(words); }

/// A record that is built one field after the other.
class Fields {
 public:
  Fields& add(std::string name, Value value) {
    names_.push_back(std::move(name));
    values_.push_back(std::move(value));
    return *this;
  }
  Value record() && { return Value::record(plan::make_shape(std::move(names_)), std::move(values_)); }

 private:
  std::vector<std::string> names_;
  std::vector<Value> values_;
};

Value counts(const std::map<std::string, std::uint64_t>& numbers) {
  Fields fields;
  for (const auto& [name, number] : numbers) fields.add(name, count(number));
  return std::move(fields).record();
}

Value file_record(const WrittenFile& file) {
  return std::move(Fields()
                       .add("path", text(file.path))
                       .add("size", count(file.size))
                       .add("rows", count(file.rows))
                       .add("sha256", text(file.sha256.hex())))
      .record();
}

Value models_record(const std::vector<ColumnModels>& models) {
  Fields fields;
  for (const auto& column : models) fields.add(column.column, counts(column.replies));
  return std::move(fields).record();
}

Value measures_record(const std::map<std::string, double>& measures) {
  Fields fields;
  for (const auto& [name, measured] : measures) fields.add(name, Value(measured));
  return std::move(fields).record();
}

Value to_value(const Manifest& manifest) {
  Fields fields;
  fields.add("sdgc", text(manifest.sdgc_version)).add("edition", text(manifest.edition));
  fields.add("dataset", text(manifest.dataset)).add("file", file_record(manifest.file));
  fields.add("plan_fingerprint", text(manifest.plan_fingerprint)).add("seed", Value(manifest.seed));
  fields.add("rows", count(manifest.rows)).add("candidates", count(manifest.candidates));
  fields.add("failed_rows", count(manifest.failed_rows)).add("failed_above", count(manifest.failed_above));
  fields.add("failures", counts(manifest.failures));
  fields.add("requests", count(manifest.requests)).add("memo_hits", count(manifest.memo_hits));
  fields.add("input_tokens", count(manifest.input_tokens)).add("cached_tokens", count(manifest.cached_tokens));
  fields.add("output_tokens", count(manifest.output_tokens));
  fields.add("cost_nano_dollars", manifest.cost_nano_dollars ? Value(*manifest.cost_nano_dollars) : Value());
  fields.add("models", models_record(manifest.models)).add("measures", measures_record(manifest.measures));
  return std::move(fields).record();
}

/// Reads fields out of a record that somebody may have edited: what is not there is as if it were empty.
class Found {
 public:
  explicit Found(const Value* record) : record_(record && record->is_record() ? record : nullptr) {}

  std::string text(std::string_view name) const {
    const auto* found = field(name);
    return found && found->is_string() ? found->text() : std::string();
  }
  std::int64_t number(std::string_view name) const {
    const auto* found = field(name);
    return found && found->kind() == plan::ValueKind::Int ? found->as_int() : 0;
  }
  std::uint64_t count(std::string_view name) const {
    const auto value = number(name);
    return value < 0 ? 0 : static_cast<std::uint64_t>(value);
  }
  std::map<std::string, std::uint64_t> counts(std::string_view name) const { return Found(field(name)).counts(); }
  std::map<std::string, std::uint64_t> counts() const {
    std::map<std::string, std::uint64_t> result;
    for (const auto& name : names()) result[name] = count(name);
    return result;
  }
  std::vector<std::string> names() const { return record_ ? *record_->shape() : std::vector<std::string>(); }
  const Value* field(std::string_view name) const { return record_ ? record_->field(name) : nullptr; }

 private:
  const Value* record_;
};

Manifest from_value(const Value& value) {
  const Found top(&value);
  const Found file(top.field("file")), models(top.field("models")), measures(top.field("measures"));
  Manifest manifest;
  manifest.sdgc_version = top.text("sdgc");
  manifest.edition = top.text("edition");
  manifest.dataset = top.text("dataset");
  manifest.file = {file.text("path"), file.count("size"), file.count("rows"),
                   plan::Digest::from_hex(file.text("sha256")).value_or(plan::Digest())};
  manifest.plan_fingerprint = top.text("plan_fingerprint");
  manifest.seed = top.number("seed");
  manifest.rows = top.count("rows");
  manifest.candidates = top.count("candidates");
  manifest.failed_rows = top.count("failed_rows");
  manifest.failed_above = top.count("failed_above");
  manifest.failures = top.counts("failures");
  manifest.requests = top.count("requests");
  manifest.memo_hits = top.count("memo_hits");
  manifest.input_tokens = top.count("input_tokens");
  manifest.cached_tokens = top.count("cached_tokens");
  manifest.output_tokens = top.count("output_tokens");
  const auto* cost = top.field("cost_nano_dollars");
  if (cost && cost->kind() == plan::ValueKind::Int) manifest.cost_nano_dollars = cost->as_int();
  for (const auto& column : models.names()) manifest.models.push_back({column, models.counts(column)});
  for (const auto& name : measures.names()) {
    if (const auto* measured = measures.field(name); measured->is_number())
      manifest.measures[name] = measured->as_float();
  }
  return manifest;
}

/// One field a line: a manifest is looked at by people, and compared by tools that go by lines.
std::string in_lines(const Value& record) {
  std::string out = "{\n";
  for (std::size_t i = 0; i < record.fields().size(); ++i) {
    out += "  ";
    plan::append_json(out, Value::string((*record.shape())[i]));
    out += ": ";
    plan::append_json(out, record.fields()[i]);
    out += i + 1 < record.fields().size() ? ",\n" : "\n";
  }
  return out + "}\n";
}

}  // namespace

std::string manifest_path(const std::string& output_path) { return output_path + std::string(plan::kManifestSuffix); }

std::string to_json(const Manifest& manifest) { return in_lines(to_value(manifest)); }

Result<void, SinkFailure> write_manifest(const Manifest& manifest) {
  auto file = PartFile::open(manifest_path(manifest.file.path));
  if (!file) return file.take_failure();
  (*file)->buffer() = to_json(manifest);
  return (*file)->commit();
}

std::optional<Manifest> read_manifest(const std::string& output_path) {
  std::ifstream file(manifest_path(output_path), std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto value = value::read_json(text);
  if (!value || !value->is_record()) return std::nullopt;
  auto manifest = from_value(*value);
  // The folder may have moved since: the output is meant that the manifest stands beside.
  manifest.file.path = output_path;
  return manifest;
}

bool is_current(const Manifest& manifest, const std::string& plan_fingerprint) {
  struct stat present;
  const bool as_written = stat(manifest.file.path.c_str(), &present) == 0 && S_ISREG(present.st_mode) &&
                          static_cast<std::uint64_t>(present.st_size) == manifest.file.size;
  return as_written && !plan_fingerprint.empty() && manifest.plan_fingerprint == plan_fingerprint &&
         manifest.failed_rows == 0 && manifest.failed_above == 0 && manifest.failures.empty();
}

}  // namespace sdg::sink
