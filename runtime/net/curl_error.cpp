#include "runtime/net/curl_error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sdg::net {
namespace {

using enum HttpErrorKind;

constexpr std::array<std::pair<CURLcode, HttpErrorKind>, 26> kKinds{{
    {CURLE_COULDNT_RESOLVE_HOST, Resolve},
    {CURLE_COULDNT_RESOLVE_PROXY, Resolve},
    {CURLE_COULDNT_CONNECT, Connect},
    {CURLE_PROXY, Connect},
    {CURLE_INTERFACE_FAILED, Connect},
    {CURLE_OPERATION_TIMEDOUT, Timeout},
    {CURLE_PARTIAL_FILE, Cut},
    {CURLE_GOT_NOTHING, Cut},
    {CURLE_SEND_ERROR, Cut},
    {CURLE_RECV_ERROR, Cut},
    {CURLE_HTTP2, Cut},
    {CURLE_HTTP2_STREAM, Cut},
    {CURLE_WEIRD_SERVER_REPLY, Cut},
    {CURLE_UNSUPPORTED_PROTOCOL, Other},
    // The only callback of ours that aborts is the one that refuses to send twice.
    {CURLE_ABORTED_BY_CALLBACK, Cut},
    {CURLE_FILESIZE_EXCEEDED, TooLarge},
    {CURLE_SSL_CONNECT_ERROR, Tls},
    {CURLE_SSL_CERTPROBLEM, Tls},
    {CURLE_SSL_CIPHER, Tls},
    {CURLE_PEER_FAILED_VERIFICATION, Untrusted},
    {CURLE_USE_SSL_FAILED, Tls},
    {CURLE_SSL_CACERT_BADFILE, Tls},
    {CURLE_SSL_CRL_BADFILE, Tls},
    {CURLE_SSL_ISSUER_ERROR, Tls},
    {CURLE_SSL_ENGINE_NOTFOUND, Tls},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, Tls},
}};

}  // namespace

std::string_view name_of(HttpErrorKind kind) {
  switch (kind) {
#define SDG_HTTP_ERROR(kind, name) \
  case HttpErrorKind::kind:        \
    return name;
#include "runtime/net/http_errors.def"
#undef SDG_HTTP_ERROR
  }
  return "";
}

HttpErrorKind kind_of(CURLcode code, bool sent, bool had_its_time) {
  // Curl has one code for two clocks: whoever is never reached is no slow server.
  if (code == CURLE_OPERATION_TIMEDOUT) return sent || had_its_time ? Timeout : Connect;
  const auto found = std::ranges::find(kKinds, code, &decltype(kKinds)::value_type::first);
  return found == kKinds.end() ? Other : found->second;
}

std::string explain(CURLcode code, int sends, const char* detail) {
  if (code == CURLE_ABORTED_BY_CALLBACK && sends > 0) return "the connection was closed before any reply";
  return detail[0] != '\0' ? detail : curl_easy_strerror(code);
}

}  // namespace sdg::net
