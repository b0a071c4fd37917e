#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_map.h"

/// Files of a test, and spans named by the text they cover.
class SourceFixture {
 public:
  explicit SourceFixture(std::string text, std::string path = "a.sdg") { add(std::move(path), std::move(text)); }

  sdg::source::FileId add(std::string path, std::string text) { return map.add(std::move(path), std::move(text)); }

  /// The first place where `written` stands in `file`.
  sdg::source::Span at(std::string_view written, sdg::source::FileId file = {}) const {
    const auto begin = static_cast<std::uint32_t>(map[file].text().find(written));
    return {file, begin, begin + static_cast<std::uint32_t>(written.size())};
  }

  sdg::source::SourceMap map;
};

inline sdg::diag::Diagnostic mistake(sdg::source::Span span, std::string message, std::string label = {}) {
  return {
      sdg::diag::Code::UnknownName, sdg::diag::Severity::Error, std::move(message), span, std::move(label), {}, {}, {}};
}
