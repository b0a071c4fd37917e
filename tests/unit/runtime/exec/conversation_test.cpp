#include "runtime/exec/conversation.h"

#include <doctest/doctest.h>

using namespace sdg;
using exec::Conversation;
using store::Followed;

namespace {

model::Reply saying(std::string text) {
  model::Reply reply;
  reply.text = std::move(text);
  return reply;
}
const model::Violations kNoNumber{{"It is not a number."}};

}  // namespace

TEST_CASE("violations are fed back once, then the question stands alone again") {
  Conversation conversation({.attempts = 5});
  CHECK(conversation.turns().empty());
  conversation.malformed(saying("x"), kNoNumber);
  CHECK(conversation.followed() == Followed::Malformed);
  REQUIRE(conversation.turns().size() == 2);
  CHECK(conversation.turns()[0].role == plan::Role::Assistant);
  CHECK(conversation.turns()[0].content == "x");
  conversation.malformed(saying("y"), kNoNumber);
  CHECK(conversation.followed() == Followed::Nothing);
  CHECK(conversation.turns().empty());
  conversation.malformed(saying("z"), kNoNumber);
  CHECK(conversation.turns().size() == 2);
}

TEST_CASE("formats and rejections are counted apart") {
  Conversation conversation({.attempts = 2, .retry = 1});
  conversation.malformed(saying("x"), kNoNumber);
  conversation.rejected(saying("1"), {});
  CHECK_FALSE(conversation.used_up());
  conversation.rejected(saying("2"), {});
  CHECK(conversation.used_up());
  CHECK(conversation.failure()->cause == eval::Cause::Rejected);
}

TEST_CASE("`retry 0` allows one rejection, which is the last") {
  Conversation conversation({.retry = 0});
  conversation.rejected(saying("1"), "bigger");
  CHECK(conversation.used_up());
}

TEST_CASE("what the program says about a value goes to the model") {
  Conversation conversation({});
  conversation.rejected(saying("1"), "bigger");
  CHECK(conversation.followed() == Followed::Rejected);
  REQUIRE(conversation.turns().size() == 2);
  CHECK(conversation.turns()[1].role == plan::Role::User);
  CHECK(conversation.turns()[1].content == "bigger");
}

TEST_CASE("a refusal ends a cell at once, unless more was granted") {
  Conversation conversation({});
  conversation.ended(model::Outcome::Refusal, saying(""));
  CHECK(conversation.used_up());
  CHECK(conversation.failure()->cause == eval::Cause::Refusal);
  conversation.allow(3);
  CHECK_FALSE(conversation.used_up());
}
