#include "tests/support/loopback_http2.h"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/support/loopback_http.h"

namespace sdg::test {
namespace {

constexpr std::uint32_t kStreamsAtOnce = 100;

std::string_view view(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

struct Stream {
  std::string method, path, headers, body;
  /// Of the reply what is not on its way yet: at first its head, then of its body.
  std::string out;
  bool has_head = false;
  /// Bytes of the reply's body that are still to come, or to be sent.
  std::size_t left = 0;

  std::string request() const {
    return method + " " + path + " HTTP/1.1\r\n" + headers +
           "connection: close\r\ncontent-length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

/// Names and values of a reply's head, which point into it.
using HeadLines = std::vector<std::pair<std::string_view, std::string_view>>;

HeadLines lines_of(std::string_view head) {
  HeadLines lines;
  while (!head.empty()) {
    const auto line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos) lines.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return lines;
}

nghttp2_nv field(const std::string& name, std::string_view value) {
  const auto bytes = [](std::string_view text) {
    return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

}  // namespace

struct Http2Session::Impl {
  explicit Impl(Events its_events);
  ~Impl() { nghttp2_session_del(session); }

  void take_head(std::int32_t id, Stream& stream);
  void submit(std::int32_t id, std::string_view status, const HeadLines& lines);
  ssize_t give_body(Stream& stream, std::uint8_t* buffer, std::size_t size, std::uint32_t* flags);

  static Impl& of(void* self) { return *static_cast<Impl*>(self); }
  static int on_header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                       const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* self) noexcept;
  static int on_data(nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* data, std::size_t size,
                     void* self) noexcept;
  static int on_frame(nghttp2_session*, const nghttp2_frame* frame, void* self) noexcept;
  static int on_close(nghttp2_session*, std::int32_t id, std::uint32_t, void* self) noexcept;
  static ssize_t on_read(nghttp2_session*, std::int32_t id, std::uint8_t* buffer, std::size_t size,
                         std::uint32_t* flags, nghttp2_data_source*, void* self) noexcept;

  Events events;
  nghttp2_session* session = nullptr;
  std::map<std::int32_t, Stream> streams;
};

Http2Session::Impl::Impl(Events its_events) : events(std::move(its_events)) {
  nghttp2_session_callbacks* callbacks = nullptr;
  if (nghttp2_session_callbacks_new(&callbacks) != 0) throw std::bad_alloc();
  nghttp2_session_callbacks_set_on_header_callback(callbacks, &on_header);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, &on_data);
  nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, &on_frame);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, &on_close);
  const int made = nghttp2_session_server_new(&session, callbacks, this);
  nghttp2_session_callbacks_del(callbacks);
  if (made != 0) throw std::bad_alloc();
  const nghttp2_settings_entry setting{NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, kStreamsAtOnce};
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, &setting, 1);
}

int Http2Session::Impl::on_header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name_bytes,
                                  std::size_t name_size, const std::uint8_t* value_bytes, std::size_t value_size,
                                  std::uint8_t, void* self) noexcept {
  auto& stream = of(self).streams[frame->hd.stream_id];
  const auto name = view(name_bytes, name_size), value = view(value_bytes, value_size);
  if (name == ":method") stream.method = value;
  if (name == ":path") stream.path = value;
  if (name.starts_with(':') || name == "content-length") return 0;
  stream.headers.append(name).append(": ").append(value).append("\r\n");
  return 0;
}

int Http2Session::Impl::on_data(nghttp2_session*, std::uint8_t, std::int32_t id, const std::uint8_t* data,
                                std::size_t size, void* self) noexcept {
  of(self).streams[id].body += view(data, size);
  return 0;
}

int Http2Session::Impl::on_frame(nghttp2_session*, const nghttp2_frame* frame, void* self) noexcept {
  const auto type = frame->hd.type;
  const bool ends = (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
  if (!ends || (type != NGHTTP2_DATA && type != NGHTTP2_HEADERS)) return 0;
  auto& impl = of(self);
  impl.events.asked(frame->hd.stream_id, impl.streams[frame->hd.stream_id].request());
  return 0;
}

int Http2Session::Impl::on_close(nghttp2_session*, std::int32_t id, std::uint32_t, void* self) noexcept {
  of(self).streams.erase(id);
  of(self).events.closed(id);
  return 0;
}

ssize_t Http2Session::Impl::on_read(nghttp2_session*, std::int32_t id, std::uint8_t* buffer, std::size_t size,
                                    std::uint32_t* flags, nghttp2_data_source*, void* self) noexcept {
  return of(self).give_body(of(self).streams[id], buffer, size, flags);
}

ssize_t Http2Session::Impl::give_body(Stream& stream, std::uint8_t* buffer, std::size_t size, std::uint32_t* flags) {
  const auto given = std::min({size, stream.out.size(), stream.left});
  if (given == 0 && stream.left > 0) return NGHTTP2_ERR_DEFERRED;
  std::memcpy(buffer, stream.out.data(), given);
  stream.out.erase(0, given);
  stream.left -= given;
  if (stream.left == 0) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return static_cast<ssize_t>(given);
}

/// Once the empty line is there.
void Http2Session::Impl::take_head(std::int32_t id, Stream& stream) {
  const auto end = stream.out.find("\r\n\r\n");
  if (end == std::string::npos) return;
  const auto head = stream.out.substr(0, end + 2);
  stream.out.erase(0, end + 4);
  stream.has_head = true;
  const auto length = header_value(head, "content-length");
  std::from_chars(length.data(), length.data() + length.size(), stream.left);
  submit(id, std::string_view(head).substr(head.find(' ') + 1, 3), lines_of(head));
}

void Http2Session::Impl::submit(std::int32_t id, std::string_view status, const HeadLines& lines) {
  std::vector<std::string> names{":status"};
  for (auto [name, value] : lines) {
    auto& lower = names.emplace_back(name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  }
  std::vector<nghttp2_nv> fields{field(names[0], status)};
  for (std::size_t i = 0; i < lines.size(); ++i) fields.push_back(field(names[i + 1], lines[i].second));
  nghttp2_data_provider body{};
  body.read_callback = &on_read;
  nghttp2_submit_response(session, id, fields.data(), fields.size(), &body);
}

Http2Session::Http2Session(Events events) : impl_(std::make_unique<Impl>(std::move(events))) {}

Http2Session::~Http2Session() = default;

bool Http2Session::receive(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return nghttp2_session_mem_recv(impl_->session, data, bytes.size()) >= 0;
}

void Http2Session::reply(std::int32_t id, std::string_view bytes) {
  const auto found = impl_->streams.find(id);
  if (found == impl_->streams.end()) return;
  auto& stream = found->second;
  stream.out += bytes;
  if (!stream.has_head) return impl_->take_head(id, stream);
  nghttp2_session_resume_data(impl_->session, id);
}

void Http2Session::end_reply(std::int32_t id) {
  const auto found = impl_->streams.find(id);
  if (found == impl_->streams.end()) return;
  const auto& stream = found->second;
  if (stream.has_head && stream.out.size() >= stream.left) return;
  nghttp2_submit_rst_stream(impl_->session, NGHTTP2_FLAG_NONE, id, NGHTTP2_INTERNAL_ERROR);
}

std::string Http2Session::take_output() {
  std::string output;
  for (;;) {
    const std::uint8_t* data = nullptr;
    const auto size = nghttp2_session_mem_send(impl_->session, &data);
    if (size <= 0) return output;
    output += view(data, static_cast<std::size_t>(size));
  }
}

}  // namespace sdg::test
