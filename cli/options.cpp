#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <charconv>

#include "compiler/diag/suggestion.h"
#include "compiler/plan/civil_time.h"

namespace sdg::cli {

void add_value(::CLI::App& verb, const std::string& name, const std::string& value_name, const std::string& doc,
               std::function<Complaint(const std::string&)> read) {
  const auto take = [name, read = std::move(read)](const std::string& written) {
    const Complaint complaint = read(written);
    // Which of its two names was written is not known here.
    std::string spoken = name;
    std::ranges::replace(spoken, ',', '/');
    if (complaint) throw ::CLI::ValidationError(fmt::format("`{} {}`: `{}` {}", spoken, written, written, *complaint));
  };
  verb.add_option_function<std::string>(name, take, doc)->type_name(value_name);
}

void add_text(::CLI::App& verb, const std::string& name, const std::string& value_name, std::string& target,
              const std::string& doc) {
  verb.add_option(name, target, doc)->type_name(value_name);
}

void add_flag(::CLI::App& verb, const std::string& name, bool& target, const std::string& doc) {
  verb.add_flag(name, target, doc)->disable_flag_override();
}

void add_params(::CLI::App& verb, std::vector<std::string>& params) {
  verb.add_option("-p,--param", params, "a parameter of the program: -p rows=100")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

void add_operand(::CLI::App& verb, const std::string& name, std::string& target, const std::string& doc,
                 bool required) {
  verb.add_option(name, target, doc)->type_name("")->required(required);
}

void add_operands(::CLI::App& verb, const std::string& name, std::vector<std::string>& target, const std::string& doc,
                  bool required) {
  verb.add_option(name, target, doc)->type_name("")->required(required);
}

void add_word(::CLI::App& verb, const std::string& name, std::string& target, const std::vector<std::string>& words,
              const std::string& doc) {
  const auto take = [&target, words](const std::string& written) {
    if (std::ranges::find(words, written) == words.end())
      throw ::CLI::ValidationError(fmt::format("`{}` {}", written, none_of(written, words)));
    target = written;
  };
  verb.add_option_function<std::string>(name, take, doc)->type_name("")->required();
}

Complaint read_integer(const std::string& written, std::int64_t least, std::int64_t most, std::int64_t& number) {
  const char* end = written.data() + written.size();
  const auto read = std::from_chars(written.data(), end, number);
  if (written.empty() || read.ptr != end || read.ec == std::errc::invalid_argument) return "is not a whole number";
  if (read.ec != std::errc() || number > most) return fmt::format("is more than {}", most);
  if (number < least) return fmt::format("is less than {}", least);
  return std::nullopt;
}

void add_duration(::CLI::App& verb, const std::string& name, std::optional<std::int64_t>& target,
                  const std::string& doc) {
  add_value(verb, name, "TIME", doc, [&target](const std::string& written) -> Complaint {
    target = plan::parse_duration(written);
    if (target && *target >= 0) return std::nullopt;
    return "is no stretch of time; write `30s`, `5m` or `2h`";
  });
}

std::string none_of(std::string_view written, const std::vector<std::string>& words) {
  const std::vector<std::string_view> views(words.begin(), words.end());
  const auto near = diag::closest(written, views);
  return fmt::format("is not one of `{}`{}", fmt::join(words, "`, `"),
                     near ? fmt::format("; did you mean `{}`?", *near) : "");
}

}  // namespace sdg::cli
