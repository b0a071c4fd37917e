#include <algorithm>
#include <array>

#include "compiler/format/hang.h"
#include "compiler/format/printer.h"

// What stands between brackets: in a row, broken where the author broke it, or one entry a line.
namespace sdg::format {

void Printer::list(const Brackets& brackets, const std::vector<Entry>& entries) {
  token(brackets.open);
  const std::uint32_t outside = page_.indent();
  const bool on_lines = !entries.empty() && (reader_.gap().line_break || (brackets.all_or_none && has_lines(entries)));
  if (on_lines) {
    entries_on_lines(brackets, entries, outside + 1);
  } else {
    entries_in_row(brackets, entries, outside + 1);
  }
  const bool padded = brackets.padded && !entries.empty();
  lead({.space = padded, .line = on_lines, .keeps_blank_line = true, .closes = true, .indent = outside});
  token(brackets.close);
}

void Printer::entries_on_lines(const Brackets& brackets, const std::vector<Entry>& entries, std::uint32_t indent) {
  page_.begin_block();
  for (const Entry& entry : entries) {
    lead({.line = true, .keeps_blank_line = true, .indent = indent});
    const Hang inside(hang_, brackets.single ? indent : indent + 1);
    entry.print();
    if (reader_.at(",")) reader_.skip(",");
    if (brackets.ends_in_comma || goes_on()) page_.put(",");
  }
}

void Printer::entries_in_row(const Brackets& brackets, const std::vector<Entry>& entries, std::uint32_t indent) {
  for (const Entry& entry : entries) {
    const bool is_first = &entry == &entries.front();
    const bool line_break = !is_first && reader_.gap().line_break;
    lead({.space = !is_first || brackets.padded, .line = line_break, .indent = indent});
    const Hang inside(hang_, page_.indent() + 1);
    entry.print();
    if (reader_.at(",")) reader_.skip(",");
    if (&entry != &entries.back()) page_.put(",");
  }
}

bool Printer::has_lines(const std::vector<Entry>& entries) const {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (has_line_break(entries[i - 1].end, entries[i].begin)) return true;
  }
  return ends_line(entries.back().end);
}

bool Printer::has_line_break(std::uint32_t begin, std::uint32_t end) const {
  return begin < end && text_.substr(begin, end - begin).find('\n') != text_.npos;
}

bool Printer::ends_line(std::uint32_t end) const {
  const auto next = text_.find_first_not_of(" \t,", end);
  return next != text_.npos && std::string_view("\r\n#").find(text_[next]) != std::string_view::npos;
}

bool Printer::goes_on() {
  constexpr auto kInfixWords =
      std::to_array<std::string_view>({"else", "when", "where", "saying", "retry", "and", "or", "in"});
  const std::string_view rest = text_.substr(reader_.position());
  const std::string_view word = rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
  if (std::ranges::find(kInfixWords, word) != kInfixWords.end()) return true;
  return rest.starts_with("..") && !rest.starts_with("...");
}

}  // namespace sdg::format
