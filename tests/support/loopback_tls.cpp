#include "tests/support/loopback_tls.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

namespace sdg::test {
namespace {

constexpr long kValidSeconds = 24L * 60 * 60;
constexpr std::size_t kReadSize = std::size_t{64} << 10;
constexpr unsigned char kHttp2First[] = "\x02h2\x08http/1.1";
constexpr unsigned char kHttp1Only[] = "\x08http/1.1";

template <class Type>
using Owned = std::unique_ptr<Type, void (*)(Type*)>;

template <class Type>
Type* checked(Type* made) {
  if (made == nullptr) throw std::runtime_error("OpenSSL refuses");
  return made;
}

void checked(int result) {
  if (result <= 0) throw std::runtime_error("OpenSSL refuses");
}

Owned<BIO> memory() {
  return {checked(BIO_new(BIO_s_mem())), [](BIO* bio) { BIO_free(bio); }};
}

Owned<BIO> memory_of(const std::string& text) {
  return {checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))), [](BIO* bio) { BIO_free(bio); }};
}

std::string text_in(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

void add_extension(X509* certificate, int what, const std::string& value) {
  const Owned<X509_EXTENSION> extension(checked(X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str())),
                                        &X509_EXTENSION_free);
  checked(X509_add_ext(certificate, extension.get(), -1));
}

bool is_address(const std::string& host) {
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1;
}

Owned<X509> certificate_for(const std::string& host, EVP_PKEY* key) {
  Owned<X509> certificate(checked(X509_new()), &X509_free);
  checked(X509_set_version(certificate.get(), X509_VERSION_3));
  checked(ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1));
  checked(X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kValidSeconds));
  checked(X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kValidSeconds));
  checked(X509_set_pubkey(certificate.get(), key));
  auto* name = X509_get_subject_name(certificate.get());
  const auto* letters = reinterpret_cast<const unsigned char*>(host.c_str());
  checked(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, letters, -1, -1, 0));
  checked(X509_set_issuer_name(certificate.get(), name));
  add_extension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate.get(), NID_subject_alt_name, (is_address(host) ? "IP:" : "DNS:") + host);
  checked(X509_sign(certificate.get(), key, EVP_sha256()));
  return certificate;
}

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned size, void* ours) {
  const auto* known = static_cast<const unsigned char*>(ours);
  const auto known_size = static_cast<unsigned>(known[0] == 2 ? sizeof kHttp2First - 1 : sizeof kHttp1Only - 1);
  auto** chosen = const_cast<unsigned char**>(out);
  const int outcome = SSL_select_next_proto(chosen, out_size, known, known_size, offered, size);
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

Certificate self_signed(const std::string& host) {
  const Owned<EVP_PKEY> key(checked(EVP_EC_gen("P-256")), &EVP_PKEY_free);
  const auto certificate = certificate_for(host, key.get());
  const auto text = memory(), key_text = memory();
  checked(PEM_write_bio_X509(text.get(), certificate.get()));
  checked(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr));
  return {text_in(text.get()), text_in(key_text.get())};
}

struct TlsServer::Impl {
  Owned<SSL_CTX> context{checked(SSL_CTX_new(TLS_server_method())), &SSL_CTX_free};
};

TlsServer::TlsServer(const Certificate& certificate, bool offers_http2) : impl_(std::make_unique<Impl>()) {
  auto* context = impl_->context.get();
  const auto text = memory_of(certificate.text), key_text = memory_of(certificate.key);
  const Owned<X509> shown(checked(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr)), &X509_free);
  const Owned<EVP_PKEY> key(checked(PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr)),
                            &EVP_PKEY_free);
  checked(SSL_CTX_use_certificate(context, shown.get()));
  checked(SSL_CTX_use_PrivateKey(context, key.get()));
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  auto* protocols = const_cast<unsigned char*>(offers_http2 ? kHttp2First : kHttp1Only);
  SSL_CTX_set_alpn_select_cb(context, &choose_protocol, protocols);
}

TlsServer::~TlsServer() = default;

struct TlsStream::Impl {
  explicit Impl(SSL_CTX* context) : ssl(checked(SSL_new(context)), &SSL_free) {}

  /// Whether what OpenSSL could not do now it may do later.
  bool is_only_waiting(int result) const {
    const int error = SSL_get_error(ssl.get(), result);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
  }

  Owned<SSL> ssl;
};

TlsStream::TlsStream(const TlsServer& server, int fd) : impl_(std::make_unique<Impl>(server.impl_->context.get())) {
  checked(SSL_set_fd(impl_->ssl.get(), fd));
  SSL_set_accept_state(impl_->ssl.get());
}

TlsStream::~TlsStream() = default;

bool TlsStream::read(std::string& into) {
  std::array<char, kReadSize> buffer;
  for (;;) {
    const int got = SSL_read(impl_->ssl.get(), buffer.data(), buffer.size());
    if (got <= 0) return impl_->is_only_waiting(got);
    into.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

bool TlsStream::flush() {
  while (!out_.empty()) {
    const int put = SSL_write(impl_->ssl.get(), out_.data(), static_cast<int>(out_.size()));
    if (put <= 0) return impl_->is_only_waiting(put);
    out_.erase(0, static_cast<std::size_t>(put));
  }
  return true;
}

bool TlsStream::shook_hands() const { return SSL_is_init_finished(impl_->ssl.get()) == 1; }

bool TlsStream::speaks_http2() const {
  const unsigned char* protocol = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(impl_->ssl.get(), &protocol, &size);
  return std::string_view(reinterpret_cast<const char*>(protocol), size) == "h2";
}

}  // namespace sdg::test
