#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/parse.h"

/// A text and what was read of it.
struct Parsed {
  explicit Parsed(std::string text);

  /// Every mistake as "line:column code message".
  std::vector<std::string> mistakes() const;
  /// The value of the file's first param, written with its brackets made visible: `(+ 1 (* 2 3))`.
  std::string value() const;
  /// The type of the file's first param or type, in the same way.
  std::string type() const;
  template <class T>
  const T& decl(std::size_t index = 0) const {
    return file.decls.at(index)->as<T>();
  }
  std::string dump() const { return sdg::syntax::dump(file, sources); }

  sdg::source::SourceMap sources;
  sdg::diag::DiagSink sink;
  sdg::syntax::File file;
};

/// `text` as the value of a param, with its brackets made visible.
std::string shape(std::string_view text);
/// `text` as a type.
std::string type_shape(std::string_view text);
/// The pieces of the string `text`: `'text' {value} {if c: …}`.
std::string pieces(std::string_view text);
std::vector<std::string> mistakes(std::string text);
