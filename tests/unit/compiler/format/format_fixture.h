#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/format/format.h"
#include "compiler/syntax/parse.h"
#include "tests/support/program_tree.h"

namespace sdg::format {

/// A text that was parsed, with everything that hangs on it.
class Parsed {
 public:
  explicit Parsed(std::string text)
      : id_(sources_.add("test.sdg", std::move(text))), file_(syntax::parse(sources_, id_, diags_)) {}

  bool has_errors() const { return diags_.has_errors(); }
  std::optional<std::string> formatted() const { return format(file_, sources_); }

  /// The tree without places.
  std::string tree() const { return test::without_places(syntax::dump(file_, sources_)); }

  std::vector<std::string> comments() const {
    std::vector<std::string> texts;
    for (const syntax::Comment& comment : file_.comments) {
      std::string text(sources_.text(comment.span));
      text.erase(text.find_last_not_of(" \t\r") + 1);
      texts.push_back(text);
    }
    return texts;
  }

 private:
  source::SourceMap sources_;
  diag::DiagSink diags_;
  source::FileId id_;
  syntax::File file_;
};

/// The formatted text, after the look at what must hold for every text without mistakes.
inline std::string formatted(const std::string& text) {
  CAPTURE(text);
  const Parsed before(text);
  REQUIRE_FALSE(before.has_errors());
  const auto once = before.formatted();
  REQUIRE(once.has_value());
  const Parsed after(*once);
  CHECK_FALSE(after.has_errors());
  CHECK(after.tree() == before.tree());
  CHECK(after.comments() == before.comments());
  CHECK(after.formatted() == once);
  return *once;
}

}  // namespace sdg::format
