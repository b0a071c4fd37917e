#include "runtime/model/sim_voice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "compiler/plan/civil_time.h"
#include "compiler/plan/utf8.h"
#include "runtime/model/sim_words.h"
#include "runtime/model/url.h"

namespace sdg::model {
namespace {

constexpr std::size_t kTopics = 12;
constexpr std::size_t kShortestTopic = 4;  // code points

enum class Hint {
  None,
  Email,
  Phone,
  Url,
  Id,
  FirstName,
  LastName,
  FullName,
  Path,
  Company,
  City,
  Country,
  Language,
  Job,
  Title,
  Topic,
  Question,
  Sql,
  Code,
  Date,
  Paragraph,
};

Hint hint_of(std::string_view field) {
  const auto name = lower_case(field);
#define SDG_SIM_HINT(part, Kind) \
  if (name.find(part) != std::string::npos) return Hint::Kind;
#include "runtime/model/sim_hints.def"
#undef SDG_SIM_HINT
  return name == "id" || name.ends_with("_id") ? Hint::Id : Hint::None;
}

std::string_view pick(eval::Stream& stream, std::span<const std::string_view> items) {
  return items[stream.below(items.size())];
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) || c == '-';
}

bool is_one_of(std::span<const std::string_view> known, std::string_view word) {
  return std::ranges::find(known, word) != known.end();
}

/// Our own words come back in prompts that quote an earlier reply: they are not what it is about.
bool is_topic(std::string_view word) {
  if (plan::count_code_points(word) < kShortestTopic || word.starts_with('-') || word.ends_with('-')) return false;
  const auto low = lower_case(word);
  if (is_one_of(words::first_names, word) || is_one_of(words::languages, word)) return false;
  return !is_one_of(words::stop_words, low) && !is_one_of(words::adjectives, low) && !is_one_of(words::nouns, low);
}

/// What the prompt is about, as far as its last words tell: those are what differs from row to row.
std::vector<std::string> find_topics(std::string_view prompt) {
  std::vector<std::string> topics;
  for (std::size_t end = prompt.size(); end > 0 && topics.size() < kTopics;) {
    std::size_t begin = end;
    while (begin > 0 && is_word_byte(prompt[begin - 1])) --begin;
    const auto word = prompt.substr(begin, end - begin);
    if (is_topic(word) && std::ranges::find(topics, word) == topics.end()) topics.emplace_back(word);
    end = begin == end ? end - 1 : begin;
  }
  if (topics.empty()) topics = {"the matter", "the work", "the idea"};
  return topics;
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// ASCII letters and digits only: for addresses.
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : lower_case(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
  }
  return result.empty() ? "sim" : result;
}

/// Cut where a word ends, if that is not too early.
std::string cut(std::string_view text, std::size_t most) {
  auto head = plan::code_point_slice(text, 0, most);
  if (head.size() == text.size()) return std::string(text);
  const auto blank = head.rfind(' ');
  if (blank != std::string_view::npos && blank > head.size() / 2) head = head.substr(0, blank);
  return std::string(head);
}

}  // namespace

eval::Stream sim_stream(const plan::Digest& cell, std::string_view purpose, std::uint64_t first, std::uint64_t second) {
  eval::SipKey key;
  std::memcpy(&key.low, cell.bytes.data(), 8);
  std::memcpy(&key.high, cell.bytes.data() + 8, 8);
  const std::array<std::uint64_t, 2> numbers{first, second};
  return eval::Stream(key, purpose, numbers);
}

SimVoice::SimVoice(eval::Stream stream, std::string_view prompt) : stream_(stream), topics_(find_topics(prompt)) {}

const std::string& SimVoice::topic() { return topics_[stream_.below(topics_.size())]; }

std::string SimVoice::full_name() {
  const auto first = pick(stream_, words::first_names);
  return fmt::format("{} {}", first, pick(stream_, words::last_names));
}

std::string SimVoice::date() {
  std::string text;
  plan::append_date(text, stream_.between(plan::days_from_civil({2019, 1, 1}), plan::days_from_civil({2025, 12, 31})));
  return text;
}

std::string SimVoice::filled(std::string_view pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      text += pattern[i];
      continue;
    }
    switch (pattern[i + 1]) {
      case 't': text += topic(); break;
      case 'T': text += capitalized(topic()); break;
      case 'a': text += pick(stream_, words::adjectives); break;
      case 'n': text += pick(stream_, words::nouns); break;
      case 'p': text += pick(stream_, words::first_names); break;
      case 'c': text += pick(stream_, words::cities); break;
      default: text += pick(stream_, words::jobs); break;
    }
    i += 2;
  }
  return text;
}

std::string SimVoice::sentence() { return filled(pick(stream_, words::sentences)); }
std::string SimVoice::question() { return filled(pick(stream_, words::questions)); }

std::string SimVoice::paragraph(std::int64_t sentences) {
  std::string text = sentence();
  for (std::int64_t i = 1; i < sentences; ++i) text += " " + sentence();
  return text;
}

std::string SimVoice::code(std::string_view language) {
  const auto name = plain(topic());
  if (lower_case(language) == "sql")
    return fmt::format("SELECT id, {0} FROM {0}s WHERE {0} IS NOT NULL ORDER BY id;", name);
  if (lower_case(language) == "json") return fmt::format("{{\"{}\": {}}}", name, stream_.below(100));
  return fmt::format("def {}(x):\n    return x + {}\n", name, stream_.below(100));
}

std::string SimVoice::text_for(std::string_view field) {
  switch (hint_of(field)) {
    case Hint::Email: return fmt::format("{}@example.com", plain(pick(stream_, words::first_names)));
    case Hint::Phone:
      return fmt::format("+34 6{:02} {:03} {:03}", stream_.below(100), stream_.below(1000), stream_.below(1000));
    case Hint::Url: return fmt::format("https://example.com/{}", plain(topic()));
    case Hint::Id: return fmt::format("{}-{:04}", plain(topic()), stream_.below(10'000));
    case Hint::FirstName: return std::string(pick(stream_, words::first_names));
    case Hint::LastName: return std::string(pick(stream_, words::last_names));
    case Hint::FullName: return full_name();
    case Hint::Path: return fmt::format("{}.txt", plain(topic()));
    case Hint::Company: return fmt::format("{} & Co.", pick(stream_, words::last_names));
    case Hint::City: return std::string(pick(stream_, words::cities));
    case Hint::Country: return std::string(pick(stream_, words::countries));
    case Hint::Language: return std::string(pick(stream_, words::languages));
    case Hint::Job: return std::string(pick(stream_, words::jobs));
    case Hint::Title: return filled(pick(stream_, words::titles));
    case Hint::Topic: return topic();
    case Hint::Question: return question();
    case Hint::Sql: return code("sql");
    case Hint::Code: return code("python");
    case Hint::Date: return date();
    case Hint::Paragraph: return paragraph(stream_.between(2, 4));
    case Hint::None: return paragraph(stream_.between(1, 2));
  }
  return sentence();
}

std::string SimVoice::text_of_length(std::string_view field, std::size_t least, std::size_t most) {
  auto text = text_for(field);
  for (auto length = plan::count_code_points(text); length < least;) {
    const auto more = (text.empty() ? "" : " ") + sentence();
    length += plan::count_code_points(more);
    text += more;
  }
  auto shorter = cut(text, most);
  if (plan::count_code_points(shorter) >= least) return shorter;
  // The cut at a word's end went below the least, and a blank at the end would be trimmed away.
  shorter = plan::code_point_slice(text, 0, most);
  for (auto i = shorter.size(); i > 0 && shorter[i - 1] == ' '; --i) shorter[i - 1] = '.';
  return shorter;
}

}  // namespace sdg::model
