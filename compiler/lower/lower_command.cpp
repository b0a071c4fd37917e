#include "compiler/lower/lower_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/paths.h"

namespace sdg::lower {

using namespace syntax;
using diag::Code;
using plan::SecretText;

namespace {

/// Parts a command into words as a shell would, but for everything else that a shell does.
class Words {
 public:
  void add_text(std::string_view text) {
    for (const char letter : text) add(letter);
  }
  void add_value(std::string_view value) {
    word_ += value;
    is_open_ = is_quoted_ = true;
  }
  bool in_quotes() const { return quote_ != '\0'; }
  /// A sign that only a shell understands, as a word of its own.
  const std::string& shell_sign() const { return shell_sign_; }
  std::vector<std::string> take() {
    end_word();
    return std::move(words_);
  }

 private:
  void add(char letter) {
    const bool is_blank = letter == ' ' || letter == '\t' || letter == '\n';
    if (quote_ != '\0') {
      letter == quote_ ? void(quote_ = '\0') : void(word_ += letter);
    } else if (letter == '\'' || letter == '"') {
      quote_ = letter;
      is_open_ = is_quoted_ = true;
    } else if (is_blank) {
      end_word();
    } else {
      word_ += letter;
      is_open_ = true;
    }
  }

  void end_word() {
    if (!is_open_) return;
    constexpr std::string_view kSigns[] = {"|", "||", "&", "&&", ";", ">", ">>", "<", "2>&1"};
    const bool is_sign = !is_quoted_ && std::ranges::find(kSigns, word_) != std::end(kSigns);
    if (is_sign && shell_sign_.empty()) shell_sign_ = word_;
    words_.push_back(std::exchange(word_, {}));
    is_open_ = is_quoted_ = false;
  }

  std::vector<std::string> words_;
  std::string word_, shell_sign_;
  char quote_ = '\0';
  bool is_open_ = false, is_quoted_ = false;
};

}  // namespace

std::string CommandLowerer::text(const Expr& value) {
  const Value* constant = lowerer_.constant_of(lowerer_.lower_line(value, "command"));
  if (constant) return constant->is_string() ? constant->text() : std::string();
  diags_.report(Code::NotConstant, value.span, "a command is the same in every row", "this is only known in a row");
  return {};
}

std::vector<std::string> CommandLowerer::words(const Expr& command, std::optional<std::uint32_t> port) {
  Words words;
  const auto* written = command.try_as<StringExpr>();
  for (const Piece* piece : written ? written->pieces : Pieces()) {
    if (piece->kind == PieceKind::Text) {
      words.add_text(piece->text);
    } else if (piece->kind == PieceKind::Value) {
      const sema::Symbol symbol = module_.symbols[piece->value->id];
      const bool is_port = port && symbol == sema::Symbol{SymbolKind::Local, *port};
      words.add_value(is_port ? std::string(kPort) : plan::to_text(Value::string(text(*piece->value))));
    } else {
      diags_.report(Code::BadCommand, piece->span, "a command is a plain text with values in it");
    }
  }
  if (!written) words.add_text(text(command));
  if (words.in_quotes()) diags_.report(Code::BadCommand, command.span, "a quote in this command is never closed");
  if (!words.shell_sign().empty()) {
    auto& diagnostic = diags_.report(Code::BadCommand, command.span, "commands are started without a shell",
                                     fmt::format("`{}` would be an argument", words.shell_sign()));
    diagnostic.hints.push_back({"write a script that does it, and start that", {}});
  }
  std::vector<std::string> result = words.take();
  if (result.empty()) diags_.report(Code::BadCommand, command.span, "this command names no program");
  return result;
}

std::vector<plan::FileUse> CommandLowerer::files(const Expr& list, std::string_view program) {
  std::vector<plan::FileUse> files;
  const auto* written = list.try_as<ListExpr>();
  for (const Item& item : written ? written->items : std::span<const Item>()) {
    const auto* path = item.value->try_as<StringExpr>();
    if (!path) continue;
    plan::FileUse file{sema::path_beside(program, path->plain_text()), {}};
    if (inputs_.digest_file) {
      const auto digest = inputs_.digest_file(file.path);
      if (digest) file.digest = *digest;
      if (!digest) {
        auto& diagnostic =
            diags_.report(Code::CommandFile, item.value->span, "this file cannot be read", digest.failure().message);
        diagnostic.notes.push_back("paths start at the folder of the pipeline");
      }
    }
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<std::pair<std::string, SecretText>> CommandLowerer::texts(const Expr& record) {
  std::vector<std::pair<std::string, SecretText>> texts;
  if (const auto* written = record.try_as<RecordExpr>()) {
    for (const Entry& entry : written->entries) texts.emplace_back(std::string(entry.key.text), secret(*entry.value));
  }
  return texts;
}

SecretText CommandLowerer::secret(const Expr& value) {
  const auto is_env = [](const CallInfo& call) {
    return call.target.kind == SymbolKind::Builtin && static_cast<Builtin>(call.target.index) == Builtin::Env;
  };
  if (const auto* paren = value.try_as<ParenExpr>()) return secret(*paren->inner);
  if (const CallInfo* call = module_.call(value); call && is_env(*call)) {
    SecretText result{text(*call->args[0]), call->args.size() > 1 ? text(*call->args[1]) : std::string()};
    // Unset and without a default is a mistake of the run, told by lowering the call.
    if (call->args.size() == 1) text(value);
    return result;
  }
  const sema::Symbol symbol = module_.symbols[value.id];
  if (symbol.kind != SymbolKind::Param) return {{}, text(value)};
  const sema::ParamInfo& param = module_.params[symbol.index];
  const bool is_given = inputs_.params.contains(sema::name_on_command_line(module_, param));
  return is_given || !param.decl->default_value ? SecretText{{}, text(value)} : secret(*param.decl->default_value);
}

}  // namespace sdg::lower
