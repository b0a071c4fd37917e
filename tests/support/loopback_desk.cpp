#include "tests/support/loopback_desk.h"

#include <zlib.h>

#include <algorithm>
#include <new>
#include <utility>

namespace sdg::test {
namespace {

constexpr std::string_view kJson = "application/json";

Reply plain(int status, std::string_view type, std::string_view body, std::string_view headers = "") {
  Reply reply;
  append_http(reply.bytes, status, type, headers, body);
  return reply;
}

Reply error(int status, std::string_view message, std::string_view headers = "") {
  return plain(status, kJson, R"({"error":{"message":")" + std::string(message) + R"(","type":"loopback"}})", headers);
}

Reply wordless(Reply::Then then) {
  Reply reply;
  reply.then = then;
  return reply;
}

std::string decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      result += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      result += text[i] == '+' ? ' ' : text[i];
    }
  }
  return result;
}

std::string packed(const std::string& text) {
  constexpr int kGzip = 15 + 16;  // the largest window, and gzip's head
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string result(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  return result;
}

/// Half of the reply's body, then nothing: the head still promises all of it.
void truncate(Reply& reply, std::size_t body_size) {
  reply.bytes.resize(reply.bytes.size() - body_size / 2);
  reply.then = Reply::Then::Close;
}

}  // namespace

Reply LoopbackDesk::reply_to(const HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  auto reply = request.method == "POST" && request.path.ends_with("/chat/completions") ? complete(request)
                                                                                       : administrative(request);
  if (!request.keep_alive && reply.then == Reply::Then::Keep) reply.then = Reply::Then::Close;
  return reply;
}

Reply LoopbackDesk::administrative(const HttpRequest& request) {
  if (request.path == "/stats") return plain(200, kJson, counts_.stats().json());
  if (request.path == "/health") return plain(200, kJson, R"({"status":"ok"})");
  if (request.path == "/set") return set_options(request.query);
  if (request.path.ends_with("/models")) {
    return plain(200, kJson, R"({"object":"list","data":[{"id":"loopback","object":"model"}]})");
  }
  if (request.path != "/reset") return error(404, "no such path");
  counts_.clear();
  kept_.clear();
  return plain(200, kJson, "{}");
}

Reply LoopbackDesk::set_options(std::string_view query) {
  auto changed = behaviour_;
  while (!query.empty()) {
    const auto option = query.substr(0, query.find('&'));
    const auto equals = std::min(option.find('='), option.size() - 1);
    const auto done = set_option(changed, option.substr(0, equals), decoded(option.substr(equals + 1)));
    if (!done) return error(400, "no such option, or not its value");
    query.remove_prefix(std::min(query.size(), option.size() + 1));
  }
  behaviour_ = std::move(changed);
  fault_turns_ = {};
  script_turns_.clear();
  return plain(200, kJson, "{}");
}

Reply LoopbackDesk::complete(const HttpRequest& request) {
  const auto content = content_hash(request.body);
  counts_.asked(content);
  if (behaviour_.keeps_requests) {
    kept_.push_back({std::string(request.method), std::string(request.path), std::string(request.headers),
                     std::string(request.body)});
  }
  const auto fault = next_fault();
  if (fault != Fault::None) counts_.met(fault);
  auto reply = answer_chat(request, fault);
  reply.delay = latency();
  reply.counted = true;
  if (reply.bytes.starts_with("HTTP/1.1 200") && reply.then == Reply::Then::Keep) reply.answers = content;
  return reply;
}

Reply LoopbackDesk::answer_chat(const HttpRequest& request, Fault fault) {
  switch (fault) {
    case Fault::TooMany:
      return error(429, "slow down", "Retry-After: " + std::to_string(behaviour_.retry_after_seconds) + "\r\n");
    case Fault::ServerError: return error(500, "something broke");
    case Fault::Unavailable: return error(503, "overloaded");
    case Fault::Reset: return wordless(Reply::Then::Reset);
    case Fault::Silent: return wordless(Reply::Then::Silence);
    case Fault::WrongType: return plain(200, "text/html", "<html><body>Please log in to the network.</body></html>");
    case Fault::Truncated:
    case Fault::Malformed:
    case Fault::Length:
    case Fault::ContentFilter:
    case Fault::Packed:
    case Fault::Slow:
    case Fault::None: break;
  }
  const auto body = chat_.answer(request.body, scripted(request.body), fault);
  if (body.empty()) return error(400, "not a chat completion request");
  if (fault == Fault::Packed) return plain(200, kJson, packed(body), "Content-Encoding: gzip\r\n");
  auto reply = plain(200, kJson, body);
  if (fault == Fault::Truncated) truncate(reply, body.size());
  if (fault == Fault::Slow) reply.slow_time = behaviour_.slow_time;
  return reply;
}

Fault LoopbackDesk::next_fault() {
  // A request that one fault has taken is not seen by the next, so that equal rates do not hide each other.
  for (std::size_t i = 0; i < kFaults; ++i) {
    if (behaviour_.faults[i].hits > 0 && behaviour_.faults[i].takes(++fault_turns_[i])) return static_cast<Fault>(i);
  }
  return Fault::None;
}

const std::string* LoopbackDesk::scripted(std::string_view body) {
  const auto& scripts = behaviour_.scripts;
  const auto found = std::ranges::find_if(
      scripts, [&](const Script& script) { return body.find(script.when) != std::string_view::npos; });
  if (found == scripts.end()) return nullptr;
  script_turns_.resize(scripts.size());
  auto& turn = script_turns_[static_cast<std::size_t>(found - scripts.begin())];
  return &found->replies[std::min(turn++, found->replies.size() - 1)];
}

std::chrono::microseconds LoopbackDesk::latency() {
  const auto span = (behaviour_.latency_max - behaviour_.latency_min).count();
  if (span <= 0) return behaviour_.latency_min;
  const auto extra = random_.below(static_cast<std::uint64_t>(span) + 1);
  return behaviour_.latency_min + std::chrono::microseconds(extra);
}

void LoopbackDesk::connected() {
  const std::lock_guard lock(mutex_);
  counts_.connected();
}

void LoopbackDesk::sent(std::uint64_t answers) {
  const std::lock_guard lock(mutex_);
  counts_.left();
  if (answers != 0) counts_.answered(answers);
}

void LoopbackDesk::lost() {
  const std::lock_guard lock(mutex_);
  counts_.left();
}

void LoopbackDesk::set(Behaviour behaviour) {
  const std::lock_guard lock(mutex_);
  behaviour_ = std::move(behaviour);
  fault_turns_ = {};
  script_turns_.clear();
}

LoopbackStats LoopbackDesk::stats() const {
  const std::lock_guard lock(mutex_);
  return counts_.stats();
}

std::uint64_t LoopbackDesk::times_asked(std::string_view body) const {
  const std::lock_guard lock(mutex_);
  return counts_.times_asked(content_hash(body));
}

std::uint64_t LoopbackDesk::times_answered(std::string_view body) const {
  const std::lock_guard lock(mutex_);
  return counts_.times_answered(content_hash(body));
}

std::vector<KeptRequest> LoopbackDesk::requests() const {
  const std::lock_guard lock(mutex_);
  return kept_;
}

void LoopbackDesk::forget() {
  const std::lock_guard lock(mutex_);
  counts_.clear();
  kept_.clear();
}

}  // namespace sdg::test
