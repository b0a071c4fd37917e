#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace CLI {
class App;
}

namespace sdg::cli {

/// What can be wrong with the value of an option: the rest of a sentence that begins with what was written.
using Complaint = std::optional<std::string>;

/// An option with a value of its own, read by `read`: "`x` is …" where it complains.
void add_value(::CLI::App& verb, const std::string& name, const std::string& value_name, const std::string& doc,
               std::function<Complaint(const std::string&)> read);

void add_text(::CLI::App& verb, const std::string& name, const std::string& value_name, std::string& target,
              const std::string& doc);
void add_flag(::CLI::App& verb, const std::string& name, bool& target, const std::string& doc);

/// `-p NAME=VALUE`, as often as there are parameters.
void add_params(::CLI::App& verb, std::vector<std::string>& params);

/// What stands without a name: one word, or any number of them.
void add_operand(::CLI::App& verb, const std::string& name, std::string& target, const std::string& doc,
                 bool required = true);
void add_operands(::CLI::App& verb, const std::string& name, std::vector<std::string>& target, const std::string& doc,
                  bool required = true);

/// What stands without a name and is one of a few words.
void add_word(::CLI::App& verb, const std::string& name, std::string& target, const std::vector<std::string>& words,
              const std::string& doc);

/// The digits of a number and nothing else, from `least` to `most`.
Complaint read_integer(const std::string& written, std::int64_t least, std::int64_t most, std::int64_t& number);

/// An option that is a number of something.
template <class Number>
void add_number(::CLI::App& verb, const std::string& name, const std::string& value_name, std::int64_t least,
                std::int64_t most, std::optional<Number>& target, const std::string& doc) {
  add_value(verb, name, value_name, doc, [&target, least, most](const std::string& written) {
    std::int64_t number = 0;
    Complaint complaint = read_integer(written, least, most, number);
    if (!complaint) target = static_cast<Number>(number);
    return complaint;
  });
}

/// An option that is a stretch of time, in milliseconds: `30s`, `5m`.
void add_duration(::CLI::App& verb, const std::string& name, std::optional<std::int64_t>& target,
                  const std::string& doc);

/// "is not one of `a`, `b`", with the one that was meant if it is near.
std::string none_of(std::string_view written, const std::vector<std::string>& words);

/// An option that is one of a few words.
template <class T>
void add_choice(::CLI::App& verb, const std::string& name, T& target,
                const std::vector<std::pair<std::string, T>>& words, const std::string& doc) {
  std::vector<std::string> names;
  std::string listed;
  for (const auto& word : words) {
    listed += (names.empty() ? "" : "|") + word.first;
    names.push_back(word.first);
  }
  add_value(verb, name, listed, doc, [&target, words, names](const std::string& written) -> Complaint {
    for (const auto& [word, value] : words) {
      if (word != written) continue;
      target = value;
      return std::nullopt;
    }
    return none_of(written, names);
  });
}

}  // namespace sdg::cli
