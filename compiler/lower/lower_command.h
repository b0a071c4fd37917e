#pragma once

#include <optional>

#include "compiler/lower/lowerer.h"

namespace sdg::lower {

/// What stands in the place of `{port}` until a server is started.
constexpr std::string_view kPort = "{port}";

/// The parts of a command that a model or a function is computed by. `lowerer` knows what stands in its texts.
class CommandLowerer {
 public:
  CommandLowerer(const Module& module, const Inputs& inputs, Lowerer& lowerer, diag::DiagSink& diags)
      : module_(module), inputs_(inputs), lowerer_(lowerer), diags_(diags) {}

  /// Words are parted at blanks outside of quotes; what is interpolated is never parted.
  std::vector<std::string> words(const syntax::Expr& command, std::optional<std::uint32_t> port);
  /// Files as the process can open them, beside the program that names them.
  std::vector<plan::FileUse> files(const syntax::Expr& list, std::string_view program);
  std::vector<std::pair<std::string, plan::SecretText>> texts(const syntax::Expr& record);
  /// Where a secret is found: its value is looked up by who sends it, and by nobody else.
  plan::SecretText secret(const syntax::Expr& value);

 private:
  std::string text(const syntax::Expr& value);

  const Module& module_;
  const Inputs& inputs_;
  Lowerer& lowerer_;
  diag::DiagSink& diags_;
};

}  // namespace sdg::lower
