#pragma once

#include <string>
#include <string_view>

#include "compiler/plan/type.h"
#include "runtime/model/sim_voice.h"

namespace sdg::model {

/// Makes up values of any type.
class SimValue {
 public:
  SimValue(const plan::TypeTable& types, SimVoice& voice) : types_(types), voice_(voice) {}

  /// JSON of a value; `field` is the name that hints at what it holds, `place` its number in a list.
  void append_json(std::string& out, plan::TypeId type, std::string_view field, std::uint64_t place = 0);
  /// The value as a person would answer it: a text without quotes.
  std::string text(plan::TypeId type, std::string_view field);

 private:
  std::string string(const plan::Type& type, std::string_view field);
  std::string string_of_pattern(const plan::Type& type);
  std::string integer(const plan::Type& type, std::string_view field);
  std::string real(const plan::Type& type, std::string_view field);
  void append_list(std::string& out, const plan::Type& type, std::string_view field);
  void append_record(std::string& out, const plan::Type& type, std::uint64_t place);
  const plan::Value& literal(const plan::Type& type, std::string_view field, std::uint64_t place);

  const plan::TypeTable& types_;
  SimVoice& voice_;
  int depth_ = 0;
  std::size_t values_ = 0;  // made so far
};

}  // namespace sdg::model
