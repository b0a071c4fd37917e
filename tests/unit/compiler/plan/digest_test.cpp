#include "compiler/plan/digest.h"

#include <doctest/doctest.h>

#include <string>
#include <unordered_set>

using sdg::plan::Digest;
using sdg::plan::Sha256;
using sdg::plan::sha256;

TEST_CASE("digests are those of FIPS 180-4") {
  CHECK(sha256("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex() ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("pieces give the digest of the whole") {
  const std::string whole(100'000, 'x');
  Sha256 hasher;
  for (std::size_t at = 0; at < whole.size(); at += 777) hasher.update(std::string_view(whole).substr(at, 777));
  CHECK(hasher.finish() == sha256(whole));
}

TEST_CASE("a hasher begins anew once it has finished") {
  Sha256 hasher;
  hasher.update("something else");
  CHECK(hasher.finish() == sha256("something else"));
  CHECK(hasher.update("abc").finish() == sha256("abc"));
  CHECK(hasher.finish() == sha256(""));
}

TEST_CASE("a digest is read back from its digits and from its bytes") {
  const Digest digest = sha256("abc");
  CHECK(Digest::from_hex(digest.hex()) == digest);
  CHECK(Digest::from_hex("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD") == digest);
  CHECK(Digest::from_bytes(digest.view()) == digest);
  CHECK(digest.short_hex() == "ba7816bf8f01");
}

TEST_CASE("what is no digest is not read as one") {
  CHECK(Digest::from_hex("") == std::nullopt);
  CHECK(Digest::from_hex(std::string(63, 'a')) == std::nullopt);
  CHECK(Digest::from_hex(std::string(63, 'a') + "g") == std::nullopt);
  CHECK(Digest::from_bytes("short") == std::nullopt);
}

TEST_CASE("digests order by their bytes and serve as keys") {
  const Digest low = *Digest::from_hex(std::string(63, '0') + "1");
  const Digest high = *Digest::from_hex("f" + std::string(63, '0'));
  CHECK(low < high);
  const std::unordered_set<Digest> seen{low, high, low};
  CHECK(seen.size() == 2);
}
