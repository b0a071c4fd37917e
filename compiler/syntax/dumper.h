#pragma once

#include <string>
#include <string_view>

#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace sdg::syntax {

/// Writes a tree as indented lines: what a node is, what it holds, where it stands.
class Dumper {
 public:
  Dumper(const File& file, const source::SourceMap& sources) : file_(file), source_(sources[file.id]) {}

  std::string run();

 private:
  /// Everything written while it lives stands one step further in.
  class Indented {
   public:
    explicit Indented(Dumper& dumper) : dumper_(dumper) { ++dumper_.depth_; }
    ~Indented() { --dumper_.depth_; }
    Indented(const Indented&) = delete;
    Indented& operator=(const Indented&) = delete;

   private:
    Dumper& dumper_;
  };

  void line(std::string_view text);
  void line(std::string_view text, Span span);
  void doc(std::string_view text);
  std::string place(Span span) const;

  void decl(const Decl& decl);
  void decl_body(const Decl& decl);
  void params(std::span<const ParamOfFunction> params);
  void function_body(std::span<const ParamOfFunction> params, const TypeExpr* result, const Expr* body);
  void dataset(const DatasetDecl& dataset);
  void dataset_line(const DatasetLine& line);
  void generator_line(const GeneratorLine& line);
  void test_line(const TestLine& line);

  void type(std::string_view role, const TypeExpr* type);
  void field(const FieldDecl& field);

  void expr(std::string_view role, const Expr* expr);
  void exprs(std::string_view role, std::span<const Expr* const> list);
  void children(const Expr& expr);
  void list(const ListExpr& list);
  void record(const RecordExpr& record);
  void args(std::span<const Arg> args);
  void match(const MatchExpr& match);
  void pieces(Pieces pieces);
  void piece(const Piece& piece);

  const File& file_;
  const source::SourceFile& source_;
  std::string out_;
  int depth_ = 0;
};

}  // namespace sdg::syntax
