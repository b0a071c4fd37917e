#include "compiler/plan/signature.h"

#include <cctype>
#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace sdg::plan {
namespace {

struct PlainName {
  std::string_view text;
  TypeKind kind;
};
constexpr PlainName kPlainNames[] = {
    {"bool", TypeKind::Bool},     {"int", TypeKind::Int},           {"float", TypeKind::Float},
    {"string", TypeKind::String}, {"bytes", TypeKind::Bytes},       {"json", TypeKind::Json},
    {"date", TypeKind::Date},     {"datetime", TypeKind::DateTime}, {"image", TypeKind::Image},
    {"regex", TypeKind::Regex},   {"duration", TypeKind::Duration},
};

TypePattern plain(PatternKind kind) {
  TypePattern pattern;
  pattern.kind = kind;
  return pattern;
}

TypePattern wrapped(PatternKind kind, TypePattern inner) {
  TypePattern pattern = plain(kind);
  pattern.parts.push_back(std::move(inner));
  return pattern;
}

bool is_letter(std::string_view word) { return word.size() == 1 && std::isupper(static_cast<unsigned char>(word[0])); }

/// Reads one text from left to right. The first thing that does not fit throws; parse_signatures catches.
class SignatureReader {
 public:
  explicit SignatureReader(std::string_view text) : text_(text) {}

  std::vector<Signature> read_all() {
    std::vector<Signature> overloads;
    do overloads.push_back(read_one());
    while (accept(";"));
    if (at_ < text_.size()) fail("`;` or the end");
    return overloads;
  }

 private:
  Signature read_one() {
    Signature signature;
    bool after_variadic = false;
    expect("(");
    while (!accept(")")) {
      if (!signature.params.empty()) expect(",");
      SignatureParam param = read_param();
      param.named_only = after_variadic;
      after_variadic |= param.variadic;
      signature.params.push_back(std::move(param));
    }
    expect("->");
    signature.result = read_type();
    return signature;
  }

  SignatureParam read_param() {
    SignatureParam param;
    param.variadic = accept("...");
    param.name = read_word();
    expect(":");
    param.type = read_type();
    param.optional = accept("=");
    if (param.optional) param.default_value = read_default();
    return param;
  }

  TypePattern read_type() {
    TypePattern pattern = read_required_type();
    if (accept("?")) return wrapped(PatternKind::Optional, std::move(pattern));
    return pattern;
  }

  TypePattern read_required_type() {
    if (accept("[")) return read_list();
    if (accept("{")) return read_record();
    if (peek() == '"') return read_literals();
    return read_named_type();
  }

  TypePattern read_list() {
    TypePattern element = read_type();
    expect("]");
    return wrapped(PatternKind::List, std::move(element));
  }

  TypePattern read_record() {
    TypePattern record = plain(PatternKind::Record);
    do {
      record.names.push_back(read_word());
      expect(":");
      record.parts.push_back(read_type());
    } while (accept(","));
    expect("}");
    if (!is_letter(record.names[0])) return record;
    TypePattern keyed = wrapped(PatternKind::Keyed, std::move(record.parts[0]));
    keyed.letter = record.names[0][0];
    return keyed;
  }

  TypePattern read_literals() {
    TypePattern literals = plain(PatternKind::Literal);
    do literals.names.push_back(read_quoted());
    while (accept("|"));
    return literals;
  }

  TypePattern read_named_type() {
    const std::string word = read_word();
    TypePattern pattern = plain(PatternKind::Plain);
    if (is_letter(word)) {
      pattern.kind = PatternKind::Letter;
      pattern.letter = word[0];
      return pattern;
    }
    if (word == "number") return plain(PatternKind::Number);
    if (word == "any") return plain(PatternKind::Any);
    if (word == "range") return plain(PatternKind::Range);
    if (word == "model") return plain(PatternKind::Model);
    for (const auto& known : kPlainNames) {
      if (known.text == word) pattern.plain = known.kind;
    }
    if (pattern.plain == TypeKind::Error) fail("a type");
    return pattern;
  }

  Value read_default() {
    if (peek() == '"') return Value::string(read_quoted());
    const std::string word = read_while([](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.'; });
    if (word == "null") return Value();
    if (word == "true" || word == "false") return Value(word == "true");
    return read_number(word);
  }

  Value read_number(const std::string& word) const {
    double real = 0;
    std::int64_t whole = 0;
    const char* end = word.data() + word.size();
    if (std::from_chars(word.data(), end, whole).ptr == end && !word.empty()) return Value(whole);
    if (std::from_chars(word.data(), end, real).ptr != end || word.empty()) fail("a default");
    return Value(real);
  }

  std::string read_quoted() {
    expect("\"");
    std::string text = read_while([](char c) { return c != '"'; });
    if (at_ == text_.size()) fail("`\"`");
    ++at_;
    return text;
  }

  std::string read_word() {
    skip_blanks();
    std::string word = read_while([](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; });
    if (word.empty()) fail("a name");
    return word;
  }

  template <class Belongs>
  std::string read_while(Belongs belongs) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  bool accept(std::string_view sign) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  void expect(std::string_view sign) {
    if (!accept(sign)) fail("`" + std::string(sign) + "`");
  }

  char peek() {
    skip_blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  [[noreturn]] void fail(const std::string& wanted) const {
    throw std::invalid_argument("expected " + wanted + " at byte " + std::to_string(at_) + " of `" +
                                std::string(text_) + "`");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The signatures of a whole .def file. One that does not parse is a mistake in that file.
template <class Specs>
std::vector<std::vector<Signature>> parse_table(const Specs& specs) {
  std::vector<std::vector<Signature>> table;
  for (const auto& entry : specs) {
    auto parsed = parse_signatures(entry.signature);
    if (!parsed) throw std::logic_error(parsed.failure().message);
    table.push_back(std::move(*parsed));
  }
  return table;
}

}  // namespace

Result<std::vector<Signature>> parse_signatures(std::string_view text) try {
  return SignatureReader(text).read_all();
} catch (const std::invalid_argument& error) {
  return Failure{error.what()};
}

const std::vector<Signature>& signatures(Builtin id) {
  static const auto table = parse_table(all_builtins());
  return table[static_cast<std::size_t>(id)];
}

const std::vector<Signature>& signatures(Aggregate id) {
  static const auto table = parse_table(all_aggregates());
  return table[static_cast<std::size_t>(id)];
}

}  // namespace sdg::plan
