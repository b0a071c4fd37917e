#include <charconv>
#include <utility>

#include "tests/support/golden.h"
#include "tests/support/text_diff.h"

namespace sdg::test {
namespace {

constexpr std::string_view section_mark = "---- ";
constexpr std::string_view no_newline = "\\ No newline at end";

struct Section {
  std::string_view title;
  std::string text;
};

/// A line of content that would read as a mark has a backslash before it.
std::string_view unescaped(std::string_view line) {
  const bool escaped = line.starts_with('\\') && line.substr(1).starts_with(section_mark);
  return escaped ? line.substr(1) : line;
}

void add_line(std::string& text, std::string_view line) {
  if (line == no_newline) {
    if (text.ends_with('\n')) text.pop_back();
  } else {
    text.append(unescaped(line)).append(1, '\n');
  }
}

/// The first section has no title: it is what stands before the first mark.
std::vector<Section> split_sections(std::string_view text) {
  std::vector<Section> sections{{"", ""}};
  for (const auto line : split_lines(text)) {
    if (line.starts_with(section_mark)) {
      sections.push_back({line.substr(section_mark.size()), ""});
    } else {
      add_line(sections.back().text, line);
    }
  }
  return sections;
}

std::optional<std::string> after(std::string_view title, std::string_view word) {
  if (!title.starts_with(word)) return std::nullopt;
  return std::string(title.substr(word.size()));
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Puts sections into steps. Files, environment and stdin may stand before or after their `args`.
class Reader {
 public:
  Result<void> read(const Section& section) {
    const auto title = section.title;
    if (title == "args") return begin_step(section.text);
    if (title == "stdout") return expect(step().out, section.text);
    if (title == "stderr") return expect(step().err, section.text);
    if (const auto code = after(title, "exit ")) return expect_exit(*code);
    if (auto path = after(title, "file ")) return expect_file({*std::move(path), section.text});
    if (auto path = after(title, "no file ")) return expect_file({*std::move(path), std::nullopt});
    return read_input(section);
  }

  Result<Golden> finish(std::string prose) {
    if (has_stray_input_) return Failure{"the last sections belong to no `---- args`"};
    if (golden_.steps.empty()) return Failure{"there is no `---- args`"};
    golden_.prose = std::move(prose);
    return std::move(golden_);
  }

 private:
  GoldenStep& step() { return has_stray_input_ || golden_.steps.empty() ? next_ : golden_.steps.back(); }

  Result<void> begin_step(const std::string& args) {
    next_.args = args;
    golden_.steps.push_back(std::exchange(next_, {}));
    has_stray_input_ = false;
    has_expectations_ = false;
    return {};
  }

  Result<void> read_input(const Section& section) {
    const bool names_a_file = section.title.find_first_of("./") != std::string_view::npos;
    const bool is_known = section.title == "stdin" || section.title == "env" || names_a_file;
    if (!is_known) return Failure{"unknown section `" + std::string(section.title) + "`"};
    if (golden_.steps.empty() || has_expectations_) has_stray_input_ = true;
    if (section.title == "stdin") {
      step().stdin_text = section.text;
    } else if (section.title == "env") {
      step().env = section.text;
    } else {
      step().inputs.push_back({std::string(section.title), section.text});
    }
    return {};
  }

  Result<void> expect(std::string& target, const std::string& text) {
    if (auto placed = expectation_begins(); !placed) return placed;
    target = text;
    return {};
  }

  Result<void> expect_exit(std::string_view text) {
    if (auto placed = expectation_begins(); !placed) return placed;
    const auto code = number(text);
    if (!code) return Failure{"`exit` wants a number, not `" + std::string(text) + "`"};
    step().exit_code = *code;
    return {};
  }

  Result<void> expect_file(GoldenFile file) {
    if (auto placed = expectation_begins(); !placed) return placed;
    step().files.push_back(std::move(file));
    return {};
  }

  Result<void> expectation_begins() {
    if (golden_.steps.empty() || has_stray_input_) return Failure{"an expectation stands before its `---- args`"};
    has_expectations_ = true;
    return {};
  }

  Golden golden_;
  GoldenStep next_;               // inputs that stand before their `args`
  bool has_stray_input_ = false;  // `next_` holds something
  bool has_expectations_ = false;
};

void print_section(std::string& out, std::string_view title, std::string_view text) {
  out.append(section_mark).append(title).append(1, '\n');
  for (const auto line : split_lines(text)) {
    if (line.starts_with(section_mark)) out.append(1, '\\');
    out.append(line).append(1, '\n');
  }
  if (!text.empty() && !text.ends_with('\n')) out.append(no_newline).append(1, '\n');
}

void print_if_any(std::string& out, std::string_view title, std::string_view text) {
  if (!text.empty()) print_section(out, title, text);
}

void print_step(std::string& out, const GoldenStep& step) {
  print_section(out, "args", step.args);
  print_if_any(out, "env", step.env);
  for (const auto& input : step.inputs) print_section(out, input.path, *input.text);
  print_if_any(out, "stdin", step.stdin_text);
  print_section(out, "exit " + std::to_string(step.exit_code), "");
  print_if_any(out, "stdout", step.out);
  print_if_any(out, "stderr", step.err);
  for (const auto& file : step.files) {
    print_section(out, (file.text ? "file " : "no file ") + file.path, file.text.value_or(""));
  }
}

}  // namespace

Result<Golden> parse_golden(std::string_view text) {
  auto sections = split_sections(text);
  Reader reader;
  for (std::size_t i = 1; i < sections.size(); ++i) {
    if (auto read = reader.read(sections[i]); !read) return read.take_failure();
  }
  return reader.finish(std::move(sections.front().text));
}

std::string print_golden(const Golden& golden) {
  std::string out = golden.prose;
  for (const auto& step : golden.steps) print_step(out, step);
  return out;
}

}  // namespace sdg::test
