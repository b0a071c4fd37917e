#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/digest.h"
#include "runtime/eval/random.h"

namespace sdg::model {

/// A stream of numbers that follow from a cell and a purpose: the same question has the same answer on every machine.
eval::Stream sim_stream(const plan::Digest& cell, std::string_view purpose, std::uint64_t first = 0,
                        std::uint64_t second = 0);

/// How the offline model talks: plain sentences that take up the words of the prompt.
class SimVoice {
 public:
  SimVoice(eval::Stream stream, std::string_view prompt);

  std::string sentence();
  std::string question();
  std::string paragraph(std::int64_t sentences);
  /// What a field of that name might hold.
  std::string text_for(std::string_view field);
  /// A text for the field of `least` to `most` code points.
  std::string text_of_length(std::string_view field, std::size_t least, std::size_t most);
  std::string code(std::string_view language);

  eval::Stream& stream() { return stream_; }
  bool chance(double probability) { return stream_.unit() < probability; }

 private:
  std::string filled(std::string_view pattern);
  const std::string& topic();
  std::string full_name();
  std::string date();

  eval::Stream stream_;
  std::vector<std::string> topics_;
};

}  // namespace sdg::model
