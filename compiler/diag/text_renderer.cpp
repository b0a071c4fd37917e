#include "compiler/diag/text_renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/diag/display_line.h"
#include "compiler/diag/edit_preview.h"
#include "compiler/diag/excerpt.h"
#include "compiler/source/source_map.h"

namespace sdg::diag {
namespace {

struct Frame {
  std::string_view corner, branch, end, bar, gap, ellipsis;
};
constexpr Frame kUnicodeFrame{"╭─", "├─", "╰─", "│", "┆", "…"};
constexpr Frame kAsciiFrame{",-", "|-", "`-", "|", ":", "..."};

constexpr std::size_t kNarrowest = 20;  // cells of source beside the gutter, however small the terminal

enum class Role { Error, Warning, Message, Frame, Other, Help };

std::string_view ansi(Role role) {
  switch (role) {
    case Role::Error: return "\x1b[1;31m";
    case Role::Warning: return "\x1b[1;33m";
    case Role::Message: return "\x1b[1m";
    case Role::Frame: return "\x1b[34m";
    case Role::Other: return "\x1b[36m";
    case Role::Help: return "\x1b[32m";
  }
  return {};
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  lines.push_back(text);
  return lines;
}

/// Bytes of a line that are looked at: nobody reads more, and a line may be the whole file.
constexpr std::size_t kLongestLine = 4096;

/// The part of a long line that holds its first mark, and the marks as they stand in it.
std::string_view cut_around(std::string_view line, std::vector<Mark>& marks) {
  if (line.size() <= kLongestLine) return line;
  const auto is_inside = [line](std::size_t at) { return (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80; };
  const auto primary = std::ranges::find_if(marks, &Mark::primary);
  const std::size_t focus = primary == marks.end() ? 0 : std::min(primary->begin, line.size());
  std::size_t begin = focus - std::min(focus, kLongestLine / 2);
  std::size_t end = std::min(line.size(), begin + kLongestLine);
  while (begin > 0 && begin < line.size() && is_inside(begin)) --begin;
  while (end < line.size() && is_inside(end)) ++end;
  for (Mark& mark : marks) {
    mark.begin = std::clamp(mark.begin, begin, end) - begin;
    mark.end = std::clamp(mark.end, begin, end) - begin;
  }
  return line.substr(begin, end - begin);
}

/// Draws one diagnostic, line by line.
class Drawing {
 public:
  Drawing(const Diagnostic& diag, const source::SourceMap& sources, const TextStyle& style)
      : diag_(diag),
        sources_(sources),
        style_(style),
        frame_(style.charset == Charset::Unicode ? kUnicodeFrame : kAsciiFrame),
        ellipsis_cells_(style.charset == Charset::Unicode ? 1 : 3),
        severity_(diag.severity == Severity::Error ? Role::Error : Role::Warning) {}

  std::string draw() {
    const auto files = excerpts(diag_, sources_);
    measure_gutter(files);
    draw_headline();
    for (const auto& file : files) draw_file(file, &file == &files.front());
    draw_remarks();
    return std::move(out_);
  }

 private:
  void measure_gutter(const std::vector<FileExcerpt>& files) {
    for (const auto& file : files) {
      gutter_ = std::max(gutter_, fmt::formatted_size("{}", file.lines.rbegin()->first));
    }
    const auto taken = gutter_ + 2;
    room_ = std::max(style_.width, taken + kNarrowest) - taken;
  }

  void draw_headline() {
    const auto lines = split_lines(diag_.message);
    const auto word = diag_.severity == Severity::Error ? "error" : "warning";
    put(severity_, fmt::format("{}[{}]", word, code_text(diag_.code)));
    put(Role::Message, ": " + printable(lines.front()));
    end_line();
    for (std::size_t i = 1; i < lines.size(); ++i) {
      out_ += "  " + printable(lines[i]);
      end_line();
    }
  }

  void draw_file(const FileExcerpt& excerpt, bool is_first) {
    put_gutter({}, is_first ? frame_.corner : frame_.branch);
    out_ += fmt::format(" {}:{}:{}", printable(excerpt.file->path()), excerpt.place.line, excerpt.place.column);
    end_line();
    std::uint32_t shown = excerpt.lines.begin()->first - 1;
    for (const auto& [number, marks] : excerpt.lines) {
      draw_jump(*excerpt.file, shown, number);
      draw_line(excerpt.file->line(number), number, marks);
      shown = number;
    }
  }

  /// What lies between two lines shown. A single line is shown: it takes no more room than saying that it is left out.
  void draw_jump(const source::SourceFile& file, std::uint32_t shown, std::uint32_t next) {
    if (next == shown + 2) {
      draw_line(file.line(shown + 1), shown + 1, {});
    } else if (next > shown + 2) {
      put_gutter({}, frame_.gap);
      end_line();
    }
  }

  void draw_line(std::string_view whole, std::uint32_t number, std::vector<Mark> marks) {
    const std::string_view text = cut_around(whole, marks);
    const DisplayLine line(text, style_.tab_width);
    const auto window = window_of(line, marks);
    put_gutter(fmt::format("{}", number), frame_.bar);
    out_ += ' ';
    if (window.begin > 0) out_ += frame_.ellipsis;
    out_ += line.text(window);
    if (window.end < line.width()) out_ += frame_.ellipsis;
    end_line();
    for (const auto& mark : marks) draw_mark(mark, line, window);
  }

  Cells window_of(const DisplayLine& line, const std::vector<Mark>& marks) const {
    if (line.width() <= room_) return {0, line.width()};
    const auto primary = std::ranges::find_if(marks, &Mark::primary);
    const auto& focus = primary == marks.end() ? marks.begin() : primary;
    const auto cells = focus == marks.end() ? Cells{0, 1} : line.cells_of(focus->begin, focus->end);
    return window_around(cells, line.width(), room_ - 2 * ellipsis_cells_);
  }

  void draw_mark(const Mark& mark, const DisplayLine& line, Cells window) {
    const auto cells = line.cells_of(mark.begin, mark.end);
    // Behind the last cell is a place too: something may be missing at the end of a line.
    const auto begin = std::clamp(cells.begin, window.begin, window.end);
    const auto end = std::max(begin + 1, std::min(cells.end, window.end));
    put_gutter({}, frame_.bar);
    out_.append(1 + begin - window.begin + (window.begin > 0 ? ellipsis_cells_ : 0), ' ');
    std::string signs(end - begin, mark.primary ? '^' : '-');
    if (mark.goes_on) signs += frame_.ellipsis;
    if (!mark.text.empty()) signs += ' ' + printable(mark.text);
    put(mark.primary ? severity_ : Role::Other, signs);
    end_line();
  }

  void draw_remarks() {
    auto left = diag_.notes.size() + diag_.hints.size();
    for (const auto& note : diag_.notes) draw_remark("note", note, {}, --left == 0);
    for (const auto& hint : diag_.hints) draw_remark("help", hint.text, edit_preview(hint, sources_), --left == 0);
  }

  void draw_remark(std::string_view kind, std::string_view text, const std::vector<std::string>& code, bool is_last) {
    put_gutter({}, is_last ? frame_.end : frame_.branch);
    out_ += ' ';
    put(Role::Help, fmt::format("{}:", kind));
    const auto lines = split_lines(text);
    out_ += ' ' + printable(lines.front());
    end_line();
    // The rest stands under the first letter of the text, code a little further in.
    for (std::size_t i = 1; i < lines.size(); ++i) draw_continuation(lines[i], kind.size() + 4, is_last);
    for (const auto& line : code) draw_continuation(line, kind.size() + 6, is_last);
  }

  void draw_continuation(std::string_view whole, std::size_t indentation, bool is_last) {
    std::vector<Mark> none;
    const std::string_view line = cut_around(whole, none);
    put_gutter({}, is_last ? " " : frame_.bar);
    out_.append(indentation, ' ');
    const DisplayLine shown(line, style_.tab_width);
    out_ += shown.text({0, shown.width()});
    end_line();
  }

  void put_gutter(std::string_view number, std::string_view sign) {
    put(Role::Frame, fmt::format("{:<{}}{}", number, gutter_, sign));
  }

  void put(Role role, std::string_view text) {
    if (style_.color == Color::Always) out_ += ansi(role);
    out_ += text;
    if (style_.color == Color::Always) out_ += "\x1b[0m";
  }

  void end_line() {
    while (out_.ends_with(' ')) out_.pop_back();
    out_ += '\n';
  }

  const Diagnostic& diag_;
  const source::SourceMap& sources_;
  const TextStyle& style_;
  const Frame& frame_;
  std::size_t ellipsis_cells_;
  Role severity_;
  std::size_t gutter_ = 2;
  std::size_t room_ = 0;
  std::string out_;
};

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string render_text(const Diagnostic& diag, const source::SourceMap& sources, const TextStyle& style) {
  return Drawing(diag, sources, style).draw();
}

std::string render_text(std::span<const Diagnostic> diags, const source::SourceMap& sources, const TextStyle& style) {
  std::string result;
  for (const auto& diag : diags) {
    if (!result.empty()) result += '\n';
    result += render_text(diag, sources, style);
  }
  return result;
}

std::string summary(std::span<const Diagnostic> diags) {
  const auto errors = static_cast<std::size_t>(std::ranges::count(diags, Severity::Error, &Diagnostic::severity));
  const auto warnings = diags.size() - errors;
  if (errors == 0) return warnings == 0 ? "" : counted(warnings, "warning");
  return counted(errors, "error") + (warnings == 0 ? "" : ", " + counted(warnings, "warning"));
}

}  // namespace sdg::diag
