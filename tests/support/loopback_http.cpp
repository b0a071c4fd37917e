#include "tests/support/loopback_http.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sdg::test {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool parse_request_line(std::string_view line, HttpRequest& request) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  request.method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  const auto question = target.find('?');
  request.path = target.substr(0, question);
  request.query = question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
  request.keep_alive = line.ends_with("HTTP/1.1");
  return line.substr(last + 1).starts_with("HTTP/1.");
}

std::optional<std::size_t> body_size(std::string_view headers) {
  const auto text = header_value(headers, "content-length");
  if (text.empty())
    return header_value(headers, "transfer-encoding").empty() ? std::optional<std::size_t>(0) : std::nullopt;
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return size;
}

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 429: return "Too Many Requests";
    case 503: return "Service Unavailable";
    default: return "Error";
  }
}

void append_number(std::string& out, std::size_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

}  // namespace

ParsedHttp parse_http(std::string_view buffer) {
  ParsedHttp parsed;
  const auto head_end = buffer.find(kHeadEnd);
  if (head_end == std::string_view::npos) return parsed;
  const auto line_end = buffer.find(kLineEnd);
  auto& request = parsed.request;
  parsed.state = ParsedHttp::State::Bad;
  if (!parse_request_line(buffer.substr(0, line_end), request)) return parsed;
  request.headers = buffer.substr(line_end + kLineEnd.size(), head_end + kLineEnd.size() - line_end - kLineEnd.size());
  const auto size = body_size(request.headers);
  if (!size) return parsed;
  if (equal_but_for_case(header_value(request.headers, "connection"), "close")) request.keep_alive = false;
  const auto body_begin = head_end + kHeadEnd.size();
  parsed.size = body_begin + *size;
  const bool whole = buffer.size() >= parsed.size;
  parsed.state = whole ? ParsedHttp::State::Whole : ParsedHttp::State::Incomplete;
  parsed.expects_leave = !whole && buffer.size() == body_begin && !header_value(request.headers, "expect").empty();
  if (whole) request.body = buffer.substr(body_begin, *size);
  return parsed;
}

std::string_view header_value(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    const auto line = headers.substr(0, headers.find(kLineEnd));
    const auto colon = line.find(':');
    if (colon == name.size() && equal_but_for_case(line.substr(0, colon), name)) return trimmed(line.substr(colon + 1));
    headers.remove_prefix(std::min(headers.size(), line.size() + kLineEnd.size()));
  }
  return {};
}

void append_http(std::string& out, int status, std::string_view content_type, std::string_view extra_headers,
                 std::string_view body) {
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(status));
  out.append(" ").append(reason(status)).append("\r\nContent-Type: ").append(content_type);
  out.append("\r\nContent-Length: ");
  append_number(out, body.size());
  out.append(kLineEnd).append(extra_headers).append(kLineEnd).append(body);
}

}  // namespace sdg::test
