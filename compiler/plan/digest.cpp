#include "compiler/plan/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace sdg::plan {
namespace {

struct FreeAlgorithm {
  void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
};

/// Looked up once: OpenSSL 3 otherwise searches its providers at every digest, which costs more than hashing 1 KB.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, FreeAlgorithm> fetched(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  if (!fetched) throw std::runtime_error("this OpenSSL offers no SHA-256");
  return fetched.get();
}

void require(int outcome) {
  if (outcome != 1) throw std::runtime_error("OpenSSL could not compute a SHA-256");
}

int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::string Digest::first_digits(std::size_t count) const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text(count, '0');
  for (std::size_t i = 0; i < count; ++i) text[i] = digits[i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15];
  return text;
}

std::optional<Digest> Digest::from_bytes(std::string_view raw) {
  Digest digest;
  if (raw.size() != digest.bytes.size()) return std::nullopt;
  std::copy(raw.begin(), raw.end(), digest.bytes.begin());
  return digest;
}

std::optional<Digest> Digest::from_hex(std::string_view digits) {
  Digest digest;
  if (digits.size() != 2 * digest.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const int high = hex_digit(digits[2 * i]);
    const int low = hex_digit(digits[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

Digest sha256(std::string_view bytes) {
  // One context a thread: making one takes as long as hashing half a kilobyte. Nothing here suspends a fiber.
  thread_local Sha256 hasher;
  return hasher.update(bytes).finish();
}

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (!context_) throw std::bad_alloc();
  require(EVP_DigestInit_ex2(context_.get(), algorithm(), nullptr));
}

Sha256& Sha256::update(std::string_view bytes) {
  require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
  return *this;
}

Digest Sha256::finish() {
  Digest digest;
  require(EVP_DigestFinal_ex(context_.get(), digest.bytes.data(), nullptr));
  require(EVP_DigestInit_ex2(context_.get(), nullptr, nullptr));
  return digest;
}

}  // namespace sdg::plan
