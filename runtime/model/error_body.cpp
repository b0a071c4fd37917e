#include "runtime/model/error_body.h"

#include <nlohmann/json.hpp>

namespace sdg::model {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestMessage = 400;

/// One line: what providers say stands in our own messages.
std::string shortened(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (blank && (line.empty() || line.back() == ' ')) continue;
    line += blank ? ' ' : c;
    if (line.size() >= kLongestMessage && (static_cast<unsigned char>(c) & 0x80) == 0) break;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  if (line.size() >= kLongestMessage) line += "…";
  return line;
}

const json* member(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text_member(const json& object, const char* name) {
  const json* found = member(object, name);
  return found && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<int> status_member(const json& object, const char* name) {
  const json* found = member(object, name);
  if (!found) return std::nullopt;
  const int number = found->is_number_integer()
                         ? found->get<int>()
                         : std::atoi(found->is_string() ? found->get_ref<const std::string&>().c_str() : "");
  return number >= 400 && number < 600 ? std::optional(number) : std::nullopt;
}

ErrorBody read_object(const json& error) {
  ErrorBody result;
  result.message = shortened(text_member(error, "message"));
  result.code = text_member(error, "code");
  result.type = text_member(error, "type");
  if (result.type.empty()) result.type = text_member(error, "status");  // Google's
  result.status = status_member(error, "code");
  if (const json* details = member(error, "details"); details && result.code.empty()) {
    result.code = text_member(*details, "error_code");  // Anthropic's spend limit
  }
  if (const json* inner = member(error, "innererror"); inner && result.code.empty()) {
    result.code = text_member(*inner, "code");  // Azure's
  }
  if (const json* metadata = member(error, "metadata")) result.input_was_flagged = metadata->contains("flagged_input");
  return result;
}

/// FastAPI: `{"detail": "…"}` or a list of what does not validate.
ErrorBody read_detail(const json& detail) {
  ErrorBody result;
  result.message = shortened(detail.is_string() ? detail.get<std::string>()
                                                : detail.dump(-1, ' ', false, json::error_handler_t::replace));
  return result;
}

}  // namespace

std::optional<ErrorBody> read_error_body(std::string_view body) {
  json document = json::parse(body, nullptr, false);
  // Google answers with a list of one.
  if (document.is_array() && document.size() == 1) document = json(document.front());
  if (const json* error = member(document, "error")) {
    if (error->is_object()) return read_object(*error);
    if (error->is_string()) {
      ErrorBody result = read_object(document);
      if (result.message.empty()) result.message = shortened(error->get<std::string>());
      return result;
    }
  }
  if (const json* detail = member(document, "detail")) return read_detail(*detail);
  if (text_member(document, "object") == "error" || (member(document, "message") && !member(document, "choices"))) {
    return read_object(document);
  }
  return std::nullopt;
}

bool is_content_filter(const ErrorBody& error) {
  return error.code == "content_filter" || error.code == "content_policy_violation" ||
         error.code == "ResponsibleAIPolicyViolation";
}

}  // namespace sdg::model
