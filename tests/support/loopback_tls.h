#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sdg::test {

/// A key and the certificate that it signed itself with, as PEM texts.
struct Certificate {
  std::string text;
  std::string key;
};

/// Made anew at each call, for a host's name or address.
Certificate self_signed(const std::string& host);

/// What a server shows to all who connect.
class TlsServer {
 public:
  /// `offers_http2`: takes HTTP/2 where the client offers it, and otherwise HTTP/1.1.
  TlsServer(const Certificate& certificate, bool offers_http2);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

 private:
  friend class TlsStream;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The plain side of one connection that was taken in, over a socket that does not block and that it does not own.
class TlsStream {
 public:
  TlsStream(const TlsServer& server, int fd);
  ~TlsStream();
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  /// Appends what has come; false when no more will.
  bool read(std::string& into);
  void write(std::string_view bytes) { out_ += bytes; }
  /// Sends what can be sent now; false when the client has gone.
  bool flush();
  bool has_unsent() const { return !out_.empty(); }
  bool shook_hands() const;
  /// Once hands were shaken.
  bool speaks_http2() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::string out_;
};

}  // namespace sdg::test
