#include "runtime/exec/dataset_run.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "runtime/eval/row_key.h"
#include "runtime/exec/row_task.h"
#include "runtime/exec/troubles.h"
#include "runtime/net/pool.h"

namespace sdg::exec {
namespace {

constexpr std::size_t kRowsAtOnce = 256;

std::size_t requests_at_once(const DatasetScene& scene) {
  std::vector<bool> counted(scene.program.plan.models.size());
  std::size_t requests = 0;
  for (const auto& ask : scene.program.dataset.asks) {
    if (counted[ask.model.index]) continue;
    counted[ask.model.index] = true;
    requests += scene.run.responders[ask.model].concurrency();
  }
  return requests;
}

/// More rows than requests, for a row between two requests is reading, evaluating or being kept.
std::size_t row_fibers(const DatasetScene& scene) {
  const auto requests = requests_at_once(scene);
  return std::clamp<std::size_t>(requests + requests / 2 + 1, 4, 4096);
}

std::uint64_t failed_above(const DatasetWork& work) {
  std::uint64_t failed = 0;
  for (const auto* above : work.above()) failed += above->failed + above->passed.failed();
  return failed;
}

}  // namespace

DatasetRun::DatasetRun(RunContext& run, DatasetWork& work)
    : run_(run), work_(work), scene_(run, work.program, work.tables) {
  if (const auto wanted = rows_wanted(work.source))
    scene_.quota.emplace(*wanted, std::min(*wanted, requests_at_once(scene_) * 2));
  for (const auto* above : work.above()) {
    const bool may_stop = above->is_only_read() && above->program.dataset.on_failure == plan::OnFailure::Stop;
    if (may_stop) stop_above_.push_back(above);
  }
}

/// `on failure stop` of a dataset whose rows are made only while this one reads them.
bool DatasetRun::is_stopped_above() const {
  return std::ranges::any_of(stop_above_, [](const DatasetWork* work) {
    return work->passed.failed() >= work->program.dataset.stop_after.value_or(1);
  });
}

bool DatasetRun::must_stop() const { return scene_.too_many_failures || run_.stop.draining() || is_stopped_above(); }

void DatasetRun::run() {
  run_.watcher.dataset_begins(work_.program.dataset.name, work_.candidates);
  scene_.tally.only_read = work_.is_only_read();
  scene_.tally.complete = !work_.program.asks || compute_rows();
  if (scene_.tally.complete && work_.has_output()) write_outputs();
  work_.failed = scene_.tally.failed;
  run_.watcher.dataset_ends(scene_.tally);
}

Result<DatasetRun::Chunk> DatasetRun::look_at_some(RecordedCandidates& candidates) const {
  Chunk chunk;
  while (chunk.size() < kRowsAtOnce) {
    auto recorded = candidates.next();
    if (!recorded) return recorded.take_failure();
    if (!*recorded) break;
    auto& [candidate, record] = **recorded;
    Looked looked{std::move(candidate), {}, {}};
    const auto& row = looked.candidate.row;
    looked.fingerprint = work_.program.fingerprint(row);
    const bool is_whole =
        record && record->status == store::RowStatus::Finished && record->fingerprint == looked.fingerprint;
    if (is_whole) looked.stored = read_fates(work_.program, row.key, *record);
    chunk.push_back(std::move(looked));
  }
  return chunk;
}

/// Behind the last row that is wanted nothing counts.
void DatasetRun::count_taken(const StoredFamily& family, std::uint64_t room) {
  for (const auto& row : family.rows) {
    if (room == 0) return;
    if (!row.is_childless) --room;
    if (row.fate == FinishedRow::Fate::FilteredOut) ++scene_.tally.dropped;
    scene_.count(report::RowEnd::Taken);
  }
}

/// True where the candidate needs no work any more.
bool DatasetRun::take(Looked& looked) {
  const bool below_each = !work_.program.dataset.each.empty();
  if (looked.candidate.is_duplicate) {
    if (scene_.quota) scene_.quota->add(looked.candidate.place, 0, [](std::optional<std::uint64_t>) {});
    count_troubles(scene_.tally, duplicate_row(looked.candidate.row.key, below_each));
    scene_.count(report::RowEnd::Failed);
    return true;
  }
  if (!looked.stored) return false;
  if (!scene_.quota) {
    count_taken(*looked.stored, UINT64_MAX);
    return true;
  }
  // The one that `rows` cut may be wanted whole this time.
  if (!looked.stored->reaches(UINT64_MAX)) return false;
  const auto size = looked.stored->size;
  scene_.quota->add(looked.candidate.place, size,
                    [this, family = std::move(*looked.stored)](std::optional<std::uint64_t> room) {
                      if (room) count_taken(family, *room);
                    });
  return true;
}

void DatasetRun::start(Crew& rows, Looked looked) {
  if (take(looked)) return;
  rows.wait_for_room();
  if (must_stop()) return scene_.count(report::RowEnd::Unfinished);
  // Shared, because jobs are copied; the row itself is made by the fiber that has it.
  const auto shared = std::make_shared<Looked>(std::move(looked));
  rows.add([this, shared] { RowTask(scene_, std::move(shared->candidate), shared->fingerprint).run(); });
}

/// True where every candidate is decided.
bool DatasetRun::compute_rows() {
  auto candidates =
      run_.pool.run([&] { return std::make_unique<RecordedCandidates>(work_.source, run_.store, kRowsAtOnce); });
  Crew rows(row_fibers(scene_));
  bool seen_all = false, is_enough = false;
  while (!seen_all && !must_stop()) {
    auto chunk = run_.pool.run([&] { return look_at_some(*candidates); });
    if (!chunk) {
      run_.stop.drain(StopReason::Program, chunk.failure().message);
      break;
    }
    seen_all = chunk->size() < kRowsAtOnce;
    for (auto& looked : *chunk) {
      if (scene_.quota && !scene_.quota->wait_to_begin(looked.candidate.place)) seen_all = is_enough = true;
      if (is_enough || must_stop()) break;
      start(rows, std::move(looked));
    }
  }
  rows.finish();
  run_.pool.run([&] { candidates.reset(); });  // readers inside each other, as in an output pass
  return seen_all && !must_stop() && scene_.tally.unfinished == 0;
}

bool DatasetRun::check(const Result<void, sink::SinkFailure>& done) {
  if (!done) run_.stop.drain(StopReason::Disk, done.failure().message);
  return done.ok();
}

void DatasetRun::count_computed(OutputPass& pass) {
  const bool is_below_each = !work_.program.dataset.each.empty();
  for (const auto& row : std::exchange(pass.computed(), {})) {
    // A row of a dataset that asks was counted when its cells were decided; what it means beside others shows here.
    const bool is_new = !work_.program.asks || (row.is_duplicate && !row.is_childless && is_below_each);
    if (!is_new) continue;
    count_troubles(scene_.tally, row);
    const bool dropped = row.fate == FinishedRow::Fate::FilteredOut;
    const bool failed = row.fate == FinishedRow::Fate::Failed;
    scene_.count(dropped ? report::RowEnd::Dropped : failed ? report::RowEnd::Failed : report::RowEnd::Computed);
  }
}

/// True where all rows were written.
bool DatasetRun::write_all(OutputPass& pass) {
  if (!check(run_.pool.run([&] { return pass.open(); }))) return false;
  for (bool more = true; more;) {
    auto written = run_.pool.run([&] { return pass.write_some(); });
    if (!written && pass.source_failed()) run_.stop.drain(StopReason::Program, written.failure().message);
    if (!written) return check(written.take_failure());
    count_computed(pass);
    if (must_stop()) return false;
    more = *written;
  }
  return !pass.met_unknown();
}

void DatasetRun::write_outputs() {
  run_.watcher.output_begins(work_.program.dataset.name);
  const auto extent = work_.source.limit ? OutputPass::Extent::FirstRows : OutputPass::Extent::AllRows;
  auto pass = std::make_unique<OutputPass>(work_.source, run_.store, run_.surroundings.open_sink, extent);
  write_and_commit(*pass);
  // It holds a reader of each dataset up the chain, one inside the other: too deep for the stack of a fiber.
  run_.pool.run([&] { pass.reset(); });
}

void DatasetRun::write_and_commit(OutputPass& pass) {
  scene_.tally.complete = write_all(pass);
  if (!scene_.tally.complete) return;
  // An endpoint that is down must not cost anyone the file of a run that went well.
  scene_.tally.barren = work_.writes && pass.through() == 0 && pass.failed() + failed_above(work_) > 0;
  if (scene_.tally.barren) return;
  // What the files hold must not be lost behind them.
  const auto synced = run_.pool.run([&] { return run_.store.sync(); });
  if (!synced) return run_.stop.drain(StopReason::Store, synced.failure().message);
  if (check(run_.pool.run([&] { return pass.commit(); }))) finish_outputs(pass);
}

sink::Manifest DatasetRun::manifest(const OutputPass& pass, const sink::WrittenFile& file) const {
  const auto sum = report::total(scene_.tally);
  sink::Manifest manifest;
  manifest.file = file;
  manifest.dataset = work_.program.dataset.name;
  manifest.plan_fingerprint = work_.identity.value_or("");
  manifest.seed = work_.program.seed;
  manifest.rows = file.rows;
  manifest.candidates = pass.candidates();
  manifest.failed_rows = pass.failed();
  manifest.failed_above = failed_above(work_);
  manifest.failures = scene_.tally.failures;
  manifest.requests = sum.calls;
  manifest.memo_hits = sum.hits;
  manifest.input_tokens = sum.tokens.input;
  manifest.cached_tokens = sum.tokens.cached;
  manifest.output_tokens = sum.tokens.output;
  manifest.cost_nano_dollars = sum.cost_nano_dollars;
  for (const auto& column : scene_.tally.columns) {
    if (!column.models.empty()) manifest.models.push_back({column.column, column.models});
  }
  manifest.sdgc_version = run_.options.version;
  return manifest;
}

void DatasetRun::finish_outputs(OutputPass& pass) {
  for (const auto& file : pass.files()) {
    scene_.tally.written.push_back(file.path);
    // A part of the rows is no output, and stdout has no place beside it.
    if (work_.source.limit || file.path == "-") continue;
    const auto facts = manifest(pass, file);
    if (!check(run_.pool.run([&] { return sink::write_manifest(facts); }))) return;
  }
  if (!pass.files().empty()) scene_.tally.written_rows = pass.files().front().rows;
}

}  // namespace sdg::exec
