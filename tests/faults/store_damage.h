#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/unit/runtime/store/store_fixture.h"

// A store of known entries, and ways to damage it.

namespace sdg::store::test {

namespace fs = std::filesystem;

inline constexpr int kEntries = 400;

inline std::string name(int number) { return "q" + std::to_string(number); }

/// Words, so that several replies share a compressed block.
inline std::string reply(int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  std::string text;
  for (int i = 0; i < 150; ++i) text += "word" + std::to_string(random() % 1000) + ' ';
  return text;
}

inline void fill(Store& store) {
  for (int number = 0; number < kEntries; ++number) {
    if (!store.commit(answered(name(number), reply(number)))) throw std::runtime_error("commit");
  }
  if (!store.sync()) throw std::runtime_error("sync");
}

/// The files as a power cut would leave them: everything synced, nothing closed.
inline void copy_files(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
  fs::remove(to / "OWNER");
}

/// The largest file of the database whose name contains `part`.
inline fs::path largest_file(const fs::path& store, std::string_view part) {
  fs::path largest;
  for (const auto& file : fs::directory_iterator(store / "db")) {
    if (file.path().filename().string().find(part) == std::string::npos) continue;
    if (largest.empty() || file.file_size() > fs::file_size(largest)) largest = file.path();
  }
  return largest;
}

inline void flip_bit(const fs::path& path, std::uintmax_t at, unsigned bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(file.get() ^ (1 << bit));
  file.seekp(static_cast<std::streamoff>(at));
  file.put(byte);
}

/// Misses among the entries; a wrong value ends the test.
inline int count_misses(const Store& store) {
  int misses = 0;
  for (int number = 0; number < kEntries; ++number) {
    const auto entry = store.find(cell(name(number)));
    if (!entry) ++misses;
    if (entry) REQUIRE(entry->attempts.at(0).reply == reply(number));
  }
  return misses;
}

}  // namespace sdg::store::test
