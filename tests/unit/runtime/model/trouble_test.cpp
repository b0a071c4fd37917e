#include "runtime/model/trouble.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using sdg::model::classify;
using sdg::model::TroubleKind;
using sdg::net::HttpError;
using sdg::net::HttpErrorKind;
using sdg::net::Response;

namespace {

const auto now = std::chrono::system_clock::time_point(std::chrono::seconds(1'763'717'640));  // 2025-11-21 09:34 UTC

Response response(int status, std::string body, sdg::net::Headers headers = {}) {
  Response made;
  made.status = status;
  made.body = std::move(body);
  made.headers = std::move(headers);
  return made;
}

std::string coded(const std::string& code) { return R"({"error":{"message":"no","type":"t","code":")" + code + "\"}}"; }

struct Row {
  int status;
  std::string body;
  TroubleKind kind;
  bool may_be_billed;
};

}  // namespace

TEST_CASE("what a server refuses is retried, given up for the row, or ends the run") {
  const std::vector<Row> rows{
      {400, coded("context_length_exceeded"), TroubleKind::Row, false},
      {400, coded("invalid_api_key"), TroubleKind::Unusable, false},
      {400, R"([{"error":{"code":400,"message":"API key not valid","status":"API_KEY_INVALID"}}])",
       TroubleKind::Unusable, false},
      {401, coded("invalid_api_key"), TroubleKind::Unusable, false},
      {402, "", TroubleKind::Unusable, false},
      {403, "<html>Forbidden</html>", TroubleKind::Unusable, false},
      {403, R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["x"],"flagged_input":"y"}}})",
       TroubleKind::Row, false},
      {404, coded("model_not_found"), TroubleKind::Unusable, false},
      {405, "", TroubleKind::Unusable, false},
      {408, "", TroubleKind::Transient, true},
      {409, "", TroubleKind::Transient, false},
      {413, "", TroubleKind::Row, false},
      {422, R"({"detail":[{"loc":["body","n"],"msg":"not an integer"}]})", TroubleKind::Row, false},
      {425, "", TroubleKind::Transient, false},
      {429, "", TroubleKind::RateLimited, false},
      {429, coded("rate_limit_exceeded"), TroubleKind::RateLimited, false},
      {429, R"({"error":{"message":"quota","type":"insufficient_quota","code":null}})", TroubleKind::Unusable, false},
      {429, coded("credit_balance_exhausted"), TroubleKind::Unusable, false},
      {429, coded("organization_spend_limit_exceeded"), TroubleKind::Unusable, false},
      {429, coded("project_spend_limit_exceeded"), TroubleKind::Unusable, false},
      {429, coded("organization_usage_limit_exceeded"), TroubleKind::Unusable, false},
      {429, R"({"type":"error","error":{"type":"rate_limit_error","message":"m",
               "details":{"error_code":"enforced_spend_limit_reached"}}})",
       TroubleKind::Unusable, false},
      {500, "", TroubleKind::Transient, false},
      {502, "<html>", TroubleKind::Transient, true},
      {503, "", TroubleKind::Transient, false},
      {504, "", TroubleKind::Transient, true},
      {529, "", TroubleKind::Transient, false},
      {301, "", TroubleKind::Unusable, false},
      {418, "", TroubleKind::Row, false},
  };
  for (const auto& row : rows) {
    const auto trouble = classify(response(row.status, row.body), now);
    CAPTURE(row.status);
    CAPTURE(row.body);
    CHECK(trouble.kind == row.kind);
    CHECK(trouble.may_be_billed == row.may_be_billed);
    CHECK(trouble.status == row.status);
  }
}

TEST_CASE("an error inside a 200 is judged by the code that it carries") {
  const auto busy = classify(response(200, R"({"error":{"message":"busy","code":429}})"), now);
  CHECK(busy.kind == TroubleKind::RateLimited);
  CHECK(busy.status == 429);
  CHECK(classify(response(200, R"({"error":{"message":"upstream","code":"502"}})"), now).kind ==
        TroubleKind::Transient);
  CHECK(classify(response(200, R"({"error":"overloaded"})"), now).kind == TroubleKind::Transient);
  CHECK(classify(response(200, R"({"error":{"code":"insufficient_quota"}})"), now).kind == TroubleKind::Unusable);
}

TEST_CASE("the message says what the provider said, on one line and not at length, and what to do") {
  const auto trouble =
      classify(response(401, "{\"error\":{\"message\":\"Incorrect\\n  key\",\"code\":\"invalid_api_key\"}}"), now);
  CHECK(trouble.message == "the provider answered 401: Incorrect key (invalid_api_key); check `api_key`");
  CHECK(classify(response(500, R"({"error":{"message":")" + std::string(5000, 'x') + "\"}}"), now).message.size() <
        600);
  CHECK(classify(response(503, "not json"), now).message == "the provider answered 503");
}

TEST_CASE("how long to wait is read from milliseconds, seconds and dates") {
  const auto asked = [](sdg::net::Headers headers) { return classify(response(429, "", headers), now).retry_after; };
  CHECK(asked({{"retry-after", "7"}}) == 7s);
  CHECK(asked({{"retry-after", " 0.25 "}}) == 250ms);
  CHECK(asked({{"retry-after", "Fri, 21 Nov 2025 09:34:30 GMT"}}) == 30s);
  CHECK(asked({{"retry-after", "Fri, 21 Nov 2025 09:33:00 GMT"}}) == 0s);  // over already
  CHECK(asked({{"retry-after-ms", "40"}, {"retry-after", "7"}}) == 40ms);
  CHECK(asked({{"retry-after-ms", "soon"}, {"retry-after", "7"}}) == 7s);
  CHECK_FALSE(asked({{"retry-after", "-3"}}));
  CHECK_FALSE(asked({{"retry-after", "nan"}}));
  CHECK_FALSE(asked({{"retry-after", "1e300"}}));
  CHECK_FALSE(asked({{"retry-after", "Fri, 31 Feb 2025 09:34:30 GMT"}}));
  CHECK_FALSE(asked({{"retry-after", "Fri, 21 Nov 9999 09:34:30 GMT"}}));  // beyond the clock
  CHECK_FALSE(asked({}));
}

TEST_CASE("what goes wrong below HTTP is told apart") {
  const auto of = [](HttpErrorKind kind, bool sent) { return classify(HttpError{kind, "m", sent}); };
  CHECK(of(HttpErrorKind::Connect, false).no_connection);
  CHECK(of(HttpErrorKind::Resolve, false).no_connection);
  CHECK(of(HttpErrorKind::Connect, false).kind == TroubleKind::Transient);
  CHECK(of(HttpErrorKind::Timeout, true).may_be_billed);
  CHECK_FALSE(of(HttpErrorKind::Timeout, false).may_be_billed);
  CHECK(of(HttpErrorKind::Cut, true).kind == TroubleKind::Transient);
  CHECK(of(HttpErrorKind::TooLarge, true).kind == TroubleKind::Row);
  CHECK(of(HttpErrorKind::Tls, false).kind == TroubleKind::Unusable);
  CHECK(of(HttpErrorKind::Untrusted, false).kind == TroubleKind::Unusable);
  CHECK(of(HttpErrorKind::Cancelled, true).kind == TroubleKind::Cancelled);
}
