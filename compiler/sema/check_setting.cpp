#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/sim_options.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/written_number.h"

// Values of settings that stand in the program and can mean nothing.
namespace sdg::sema {

using namespace syntax;
using diag::Code;

namespace {

/// What a setting counts, from where on.
struct Amount {
  std::string_view name;
  double least;
  bool open;  // the least itself is too little
  std::string_view words;
};
constexpr Amount kAmounts[] = {
    {"attempts", 1, false, "the first one counts: 1 asks once"},
    {"concurrency", 1, false, "so many requests are in flight at most"},
    {"retries", 0, false, "0 sends each request once"},
    {"rpm", 0, true, "so many requests are sent a minute; without it as many as there are"},
    {"tpm", 0, true, "so many tokens are sent a minute; without it as many as there are"},
};

bool may_be_url(std::string_view text) {
  const auto begins = [text](std::string_view scheme) { return text.starts_with(scheme); };
  return text.empty() || begins("http://") || begins("https://") || begins("sim:");
}

}  // namespace

void Checker::check_amount(const Name& name, const Expr& value) {
  const auto amount = std::ranges::find(kAmounts, name.text, &Amount::name);
  const auto number = written_number(value);
  if (amount == std::end(kAmounts) || !number) return;
  if (amount->open ? *number > amount->least : *number >= amount->least) return;
  error(Code::BadSetting, value.span,
        fmt::format("`{}` is {} {}", name.text, amount->open ? "more than" : "at least", amount->least),
        std::string(amount->words));
}

void Checker::check_base_url(const Expr& value) {
  check_as(value, plain(plan::TypeKind::String));
  const auto* string = value.try_as<StringExpr>();
  if (!string || !string->is_plain()) return;
  if (may_be_url(string->plain_text())) return check_sim_text(*string, plan::sim_text(string->plain_text()));
  auto& diagnostic =
      error(Code::BadSetting, value.span, "this is no address", "it begins with `http://` or `https://`");
  const std::string_view text = string->plain_text();
  const bool is_host =
      text.find_first_of(" \t") == text.npos && text.find_first_of(".:") != text.npos && text.find("//") == text.npos;
  if (!is_host) return;
  const bool is_here = text.starts_with("localhost") || text.starts_with("127.");
  const std::string meant = fmt::format("\"{}{}\"", is_here ? "http://" : "https://", text);
  diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{value.span, meant}}});
}

/// `text` is the end of what the string says, or all of it.
void Checker::check_sim_text(const StringExpr& string, std::string_view text) {
  const auto options = plan::read_sim_options(text);
  if (options) return;
  const plan::SimMistake& mistake = options.failure();
  const Code code = mistake.is_name ? Code::UnknownArgument : Code::BadSetting;
  const auto begin = surroundings_.sources.text(string.span).rfind(text);
  // Where there are escapes, the text is not what is written.
  if (begin == std::string_view::npos) return void(error(code, string.span, mistake.message));
  source::Span part = string.span;
  part.begin += static_cast<std::uint32_t>(begin + static_cast<std::size_t>(mistake.part.data() - text.data()));
  part.end = part.begin + static_cast<std::uint32_t>(mistake.part.size());
  auto& diagnostic = error(code, part, mistake.message);
  if (mistake.is_name) suggest(diagnostic, {mistake.part, part}, plan::sim_option_names());
}

/// There is nobody behind `sim` whom it could pass an unknown parameter on to.
void Checker::warn_of_param_of_sim(const Name& name) {
  if (std::ranges::find(plan::request_params(), name.text) != plan::request_params().end()) return;
  error(Code::ModelParamName, name.span, fmt::format("`sim` does not take `{}`", name.text), "it changes nothing")
      .hints.push_back({"what `sim` does is said in its text: `sim(\"latency=20ms,fail=0.1\")`", {}});
}

}  // namespace sdg::sema
