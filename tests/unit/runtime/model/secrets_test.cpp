#include "runtime/model/secrets.h"

#include <doctest/doctest.h>

#include "runtime/model/url.h"

using namespace sdg::model;

namespace {

std::optional<std::string> environment(const std::string& variable) {
  if (variable == "SET") return "hunter2";
  if (variable == "EMPTY") return "";
  return std::nullopt;
}

}  // namespace

TEST_CASE("a secret is looked up when it is needed, and its default stands in where it is not set") {
  CHECK(*reveal({"SET", ""}, environment, "x") == "hunter2");
  CHECK(*reveal({"EMPTY", "other"}, environment, "x") == "other");
  CHECK(*reveal({"", "verbatim"}, environment, "x") == "verbatim");
}

TEST_CASE("a missing secret names its variable, what it is for and what to do") {
  const auto missing = reveal({"UNSET", ""}, environment, "`api_key` of model `writer`");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.failure().message ==
        "UNSET is wanted as `api_key` of model `writer`, but the environment variable is not set; set it, or write it "
        "into a `.env` file beside the pipeline");
}

TEST_CASE("the usual key goes to its own host and to no other") {
  CHECK(usual_key_variable("https://api.openai.com/v1") == "OPENAI_API_KEY");
  CHECK(usual_key_variable("https://api.openai.com:443/v1") == "OPENAI_API_KEY");
  for (const auto* other :
       {"http://api.openai.com/v1", "https://api.openai.com.evil.net/v1", "https://evil.net/api.openai.com",
        "https://api.openai.com@evil.net/v1", "https://u@api.openai.com/v1", "https://api.openai.com:8443/v1",
        "https://api.openai.com\\@evil.net", "https://evil.net#api.openai.com", "api.openai.com", ""}) {
    CAPTURE(other);
    CHECK(usual_key_variable(other).empty());
  }
}

TEST_CASE("secrets are taken out of what is written") {
  Redactor redact;
  redact.add("sk-12345");
  redact.add("sk-12345-long");
  redact.add("abc");  // too short to be told from prose
  CHECK(redact("bad key sk-12345-long, or sk-12345: abc") == "bad key ***, or ***: abc");
  CHECK(redact("") == "");
}

TEST_CASE("two ways to write one place are one place") {
  CHECK(canonical_place("HTTPS://User:pw@Host.Example:8000/v1/?x=1#f") == "https://host.example:8000/v1");
  CHECK(canonical_place("http://[::1]:80/") == "http://[::1]:80");
  CHECK(canonical_place("sim:") == "sim:");
}

TEST_CASE("a path goes behind the base URL and before its query") {
  CHECK(join_url("https://h/v1", "/chat/completions") == "https://h/v1/chat/completions");
  CHECK(join_url("https://h/v1/?api-version=2", "/chat/completions") == "https://h/v1/chat/completions?api-version=2");
}

TEST_CASE("a query is known by its parameters in order, without its keys") {
  CHECK(query_without_credentials("b=2&api-version=1&API_KEY=s3cret&code=x") == "api-version=1&b=2");
  CHECK(query_without_credentials("") == "");
}

TEST_CASE("headers that say who asks, or that only logs read, are told from those that change a reply") {
  for (const auto* name : {"Authorization", "X-Api-Key", "OpenAI-Organization", "Helicone-Session", "x-auth-token",
                           "Ocp-Apim-Subscription-Key", "User-Agent"}) {
    CAPTURE(name);
    CHECK(is_private_header(name));
  }
  CHECK_FALSE(is_private_header("anthropic-beta"));
  CHECK_FALSE(is_private_header("X-Model-Version"));
}
