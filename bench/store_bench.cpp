// What the store costs: replies kept and found a second, the time to open it, and its memory.
// store_bench [ROWS]: how many rows the large store gets, 1,000,000 by default.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "runtime/store/rocksdb_store.h"

namespace {

using namespace sdg::store;

/// Of all threads, the store's own included (RUSAGE_SELF), or of this one (RUSAGE_THREAD).
double cpu_seconds(int whose) {
  rusage usage{};
  getrusage(whose, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }
  double cpu() const { return cpu_seconds(RUSAGE_SELF) - cpu_begin_; }
  double own_cpu() const { return cpu_seconds(RUSAGE_THREAD) - own_cpu_begin_; }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double cpu_begin_ = cpu_seconds(RUSAGE_SELF);
  double own_cpu_begin_ = cpu_seconds(RUSAGE_THREAD);
};

/// A folder that goes with the program.
class Scratch {
 public:
  Scratch() : path_(std::filesystem::current_path() / fmt::format("store_bench.{}", std::random_device()())) {}
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// 1.5 KB that compress like prose.
class Replies {
 public:
  Replies() {
    for (int i = 0; i < 2000; ++i) words_.push_back(word());
  }

  std::string next() {
    std::string reply = R"({"choices":[{"message":{"role":"assistant","content":")";
    while (reply.size() < 1450) reply += words_[random_() % words_.size()] + ' ';
    return reply + R"("},"finish_reason":"stop"}]})";
  }

 private:
  std::string word() {
    std::string word;
    for (auto letters = 2 + random_() % 8; letters > 0; --letters) word += static_cast<char>('a' + random_() % 26);
    return word;
  }

  std::mt19937 random_{7};
  std::vector<std::string> words_;
};

CellKey cell(std::uint64_t number) { return sdg::plan::sha256(std::to_string(number)); }

Batch completion(std::uint64_t number, Replies& replies) {
  Attempt attempt;
  attempt.reply = replies.next();
  attempt.finish = "stop";
  attempt.model = "model-2026-01-01";
  Batch batch;
  batch.attempts.push_back({cell(number), 0, R"({"template":"0123456789ab","model":"0123456789ab"})", attempt});
  RowRecord row;
  row.values = std::string(200, 'v');
  row.cells = {cell(number)};
  batch.rows.push_back({"dataset", std::to_string(number), row});
  return batch;
}

/// The best of three, for the disk is shared. Milliseconds.
template <class Open>
double opening(const Open& open) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const Stopwatch watch;
    open();
    best = std::min(best, watch.seconds() * 1000);
  }
  return best;
}

OpenedStore opened(const std::filesystem::path& folder, SyncMode sync = SyncMode::Grouped) {
  StoreOptions options;
  options.sync = sync;
  auto store = open_store(folder, options);
  if (!store) {
    fmt::print(stderr, "{}\n", store.failure().message);
    std::exit(1);
  }
  return *std::move(store);
}

void write_rows(Store& store, std::uint64_t first, std::uint64_t count, std::size_t batch_size) {
  Replies replies;
  std::vector<Batch> batches;
  for (std::uint64_t number = first; number < first + count; ++number) {
    batches.push_back(completion(number, replies));
    if (batches.size() < batch_size && number + 1 < first + count) continue;
    if (!store.commit(batches)) std::exit(1);
    batches.clear();
  }
}

void measure_writes(const Scratch& scratch) {
  Replies replies;
  const Stopwatch making;
  for (std::uint64_t number = 0; number < 20'000; ++number) completion(number, replies);
  const double own = making.cpu() / 20'000;
  for (const auto& [sync, name] : {std::pair(SyncMode::Grouped, "grouped"), std::pair(SyncMode::Always, "always")}) {
    for (const std::size_t batch : {1, 16, 64}) {
      const auto store = opened(scratch / fmt::format("{}{}", name, batch), sync);
      const std::uint64_t count = sync == SyncMode::Grouped ? 30'000 : 200 * batch;
      const Stopwatch watch;
      write_rows(*store.store, 0, count, batch);
      const auto rows = static_cast<double>(count);
      fmt::print("puts, sync {:8} batches of {:2}: {:8.0f}/s, {:5.1f} us of CPU each\n", name, batch,
                 rows / (watch.seconds() - own * rows), (watch.cpu() / rows - own) * 1e6);
    }
  }
}

void measure_reads(const Store& store, std::uint64_t rows) {
  constexpr int count = 50'000;
  std::mt19937_64 random(3);
  for (const bool hit : {true, false}) {
    const Stopwatch watch;
    int found = 0;
    for (int i = 0; i < count; ++i) found += store.find(cell(random() % rows + (hit ? 0 : rows))).has_value();
    fmt::print("gets, {}: {:8.0f}/s, {:5.1f} us of CPU each ({} of {} found)\n", hit ? "hit " : "miss",
               count / watch.seconds(), watch.own_cpu() / count * 1e6, found, count);
  }
}

void measure_opening(const std::filesystem::path& folder, const char* what) {
  fmt::print("open and close, {}: {:.1f} ms\n", what, opening([&] { opened(folder); }));
  fmt::print("open to read,   {}: {:.1f} ms\n", what, opening([&] {
               if (!open_read_only(folder)) std::exit(1);
             }));
}

void measure_large(const Scratch& scratch, std::uint64_t rows) {
  {
    const auto store = opened(scratch / "large");
    const Stopwatch watch;
    write_rows(*store.store, 0, rows, 64);
    fmt::print("{} rows written in {:.1f} s, {:.1f} s of CPU\n", rows, watch.seconds(), watch.cpu());
  }
  {
    const auto store = opened(scratch / "large");
    measure_reads(*store.store, rows);
    std::uint64_t visited = 0;
    const Stopwatch scan;
    if (!store.store->visit_rows("dataset", [&](std::string_view, RowRecord) { return ++visited > 0; })) std::exit(1);
    fmt::print("{} row records visited in {:.2f} s\n", visited, scan.seconds());
    fmt::print("on disk: {} MB\n", store.store->statistics().bytes_on_disk >> 20);
  }
  measure_opening(scratch / "large", fmt::format("{} rows", rows).c_str());
}

}  // namespace

int main(int argc, char** argv) {
  const Scratch scratch;
  measure_opening(scratch / "empty", "empty");
  measure_writes(scratch);
  measure_large(scratch, argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("peak memory: {} MB\n", usage.ru_maxrss >> 10);
}
