#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sdg::report {

/// What a run would find of the questions of a column, and what it would pay for. Each cell is counted once.
struct ColumnForecast {
  std::string column;
  std::string model;          // its name in the program
  std::uint64_t found = 0;    // answered, or failed for good, in the store
  std::uint64_t again = 0;    // answered, but not as the program wants it now: asked on
  std::uint64_t stale = 0;    // the row has an answer to what was asked here before
  std::uint64_t fresh = 0;    // never answered
  std::uint64_t depends = 0;  // at most: whether and what is asked depends on answers that are not there
  std::string depends_on{};   // the columns of those answers
  bool at_least = false;      // of a list that is not there yet one row is counted: there may be more
  std::map<std::string, std::uint64_t> reasons{};     // why cells are not found
  double input_tokens = 0, output_tokens = 0;         // of the requests, estimated
  std::optional<std::int64_t> cost_nano_dollars = 0;  // nothing where a price is unknown

  std::uint64_t requests() const { return again + stale + fresh + depends; }
};

struct DatasetForecast {
  std::string dataset;
  std::uint64_t candidates = 0;           // that are known now
  std::uint64_t finished = 0;             // of them: taken as they are
  std::uint64_t finished_cells = 0;       // answers of finished rows that are not told apart by column
  std::uint64_t waiting = 0;              // about: candidates that will come from rows which are not there yet
  bool has_each = false;                  // a candidate is not yet a row: lists make any number of them
  bool at_least = false;                  // of them: a list that is not there yet may bring more
  std::vector<ColumnForecast> columns{};  // those that ask, in the order of the page
  std::vector<std::string> notes{};       // whole sentences
};

/// How long the requests of a model take at its limits.
struct ModelForecast {
  std::string model;
  std::uint64_t requests = 0;
  bool at_least = false;                       // there may be more
  std::optional<std::chrono::seconds> time{};  // nothing where nobody knows how long an answer takes
  std::string limit{};                         // that decides it
};

/// What a run would ask for, and why, told without asking.
struct Forecast {
  std::vector<std::string> warnings;  // to be read first
  std::vector<DatasetForecast> datasets;
  std::vector<ModelForecast> models;
};

/// For people. Without control characters.
std::string to_text(const Forecast& forecast);
std::string to_json(const Forecast& forecast);

}  // namespace sdg::report
