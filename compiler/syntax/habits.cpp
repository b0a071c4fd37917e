#include "compiler/syntax/habits.h"

#include <fmt/format.h>

namespace sdg::syntax {
namespace {

using diag::Code;

void push_meant(Builder& builder, Span span, std::string_view meant) {
  if (meant == "null") {
    builder.push(builder.node<NullExpr>(span));
    return;
  }
  auto node = builder.node<BoolExpr>(span);
  node.value = meant == "true";
  builder.push(node);
}

}  // namespace

bool push_foreign_literal(Builder& builder, const Name& name) {
  const std::string_view meant = name.quoted            ? ""
                                 : name.text == "None"  ? "null"
                                 : name.text == "True"  ? "true"
                                 : name.text == "False" ? "false"
                                                        : "";
  if (meant.empty()) return false;
  builder.report(Code::ForeignLiteral, name.span, fmt::format("`{}` is written `{}` here", name.text, meant))
      .hints.push_back({fmt::format("write `{}`", meant), {{name.span, std::string(meant)}}});
  push_meant(builder, name.span, meant);
  return true;
}

}  // namespace sdg::syntax
