#include "runtime/model/reply_value.h"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

#include "tests/unit/runtime/model/ask_fixture.h"

using namespace sdg;
using model::AskFixture;
using model::Finish;
using model::Outcome;
using model::Reply;
using model::Violations;
using plan::ReplyFormat;
using plan::TypeKind;
using plan::Value;

namespace {

plan::TypeId bounded(plan::TypeTable& types, TypeKind kind, double min, double max) {
  plan::Type type;
  type.kind = kind;
  type.min = min;
  type.max = max;
  return types.add(type);
}

struct Form : AskFixture {
  Form(ReplyFormat::Kind kind, std::vector<std::string> args = {}) { ask.format = {kind, std::move(args)}; }
  plan::TypeTable& types() { return plan.types; }
  plan::TypeId string() { return plan.types.of(TypeKind::String); }
  plan::TypeId record(std::vector<plan::Field> fields) { return plan.types.record_of(std::move(fields)); }

  model::Reading reading(std::string text, Finish finish = Finish::Stop) {
    Reply reply;
    reply.text = std::move(text);
    reply.finish = finish;
    return model::read_value(prepare(), messages, reply);
  }
  /// The value as JSON, or the violations, or the outcome's number.
  std::string read(std::string text, Finish finish = Finish::Stop) {
    const auto result = reading(std::move(text), finish);
    if (const auto* value = std::get_if<Value>(&result)) return plan::to_json(*value);
    if (const auto* outcome = std::get_if<Outcome>(&result))
      return "outcome " + std::to_string(static_cast<int>(*outcome));
    std::string all = "violations";
    for (const auto& sentence : std::get<Violations>(result).sentences) all += " | " + sentence;
    return all;
  }
  bool is_violation(std::string text) { return std::holds_alternative<Violations>(reading(std::move(text))); }
};

Form record_form(ReplyFormat::Kind kind, std::vector<std::string> args = {}) {
  Form form(kind, std::move(args));
  form.ask.reply =
      form.record({{"score", bounded(form.types(), TypeKind::Int, 1, 5), "", {}}, {"why", form.string(), "", {}}});
  return form;
}

}  // namespace

TEST_CASE("a text is the reply without the blanks around it") {
  Form form(ReplyFormat::Kind::Text);
  CHECK(form.read("  Hello,\n world \n") == R"("Hello,\n world")");
  CHECK(form.read("") == R"("")");
}

TEST_CASE("a text outside its bounds is a violation") {
  Form form(ReplyFormat::Kind::Text);
  form.ask.reply = bounded(form.types(), TypeKind::String, 2, 4);
  CHECK(form.read("abc") == R"("abc")");
  CHECK(form.is_violation("abcde"));
  CHECK(form.is_violation(" a "));
}

TEST_CASE("a scalar must be the whole reply") {
  Form form(ReplyFormat::Kind::Scalar);
  form.ask.reply = bounded(form.types(), TypeKind::Int, 1, 5);
  CHECK(form.read(" 4\n") == "4");
  CHECK(form.read("4.0") == "4");
  CHECK(form.is_violation("7"));
  CHECK(form.is_violation("4/5"));
  CHECK(form.is_violation("I would say 4"));
  CHECK(form.is_violation(""));
}

TEST_CASE("a literal is found whatever stands around its letters") {
  Form form(ReplyFormat::Kind::Scalar);
  form.ask.reply = form.types().literal_of({Value::string("easy"), Value::string("hard")});
  CHECK(form.read("hard") == R"("hard")");
  CHECK(form.read("\"Hard\"") == R"("hard")");
  CHECK(form.is_violation("medium"));
}

TEST_CASE("JSON is found in fences and prose, and conformed to the type") {
  auto form = record_form(ReplyFormat::Kind::Json);
  CHECK(form.read(R"({"why":"x","score":3.0,"more":1})") == R"({"score":3,"why":"x"})");
  CHECK(form.read("Here you are:\n```json\n{\"score\": 5, \"why\": \"y\",}\n```\nBye") == R"({"score":5,"why":"y"})");
  CHECK(form.is_violation(R"({"score": 5, "why": "y)"));
  CHECK(form.is_violation("I cannot say."));
}

TEST_CASE("all violations of a record are told at once") {
  auto form = record_form(ReplyFormat::Kind::Json);
  const auto result = form.reading(R"({"score": 9})");
  REQUIRE(std::holds_alternative<Violations>(result));
  const auto& sentences = std::get<Violations>(result).sentences;
  REQUIRE(sentences.size() == 2);
  CHECK(sentences[0].find("score") == 0);
  CHECK(sentences[1].find("why") == 0);
  const auto feedback = model::feedback(std::get<Violations>(result));
  CHECK(feedback.find("- " + sentences[0] + "\n- " + sentences[1] + "\n") != std::string::npos);
}

TEST_CASE("a list is taken out of the object that the dialect wanted around it, or as it stands") {
  Form form(ReplyFormat::Kind::Json);
  form.ask.reply = form.types().list_of(form.types().of(TypeKind::Int));
  CHECK(form.read(R"({"value":[1,2]})") == "[1,2]");
  CHECK(form.read("[1, 2]") == "[1,2]");
  CHECK(form.is_violation(R"({"value":["x"]})"));
}

TEST_CASE("a prefill is the beginning of the reply, unless the server began anew") {
  auto form = record_form(ReplyFormat::Kind::Json);
  form.messages.push_back({plan::Role::Assistant, "{\"score\":", {}, {}});
  CHECK(form.read(R"(2,"why":"x"})") == R"({"score":2,"why":"x"})");
  CHECK(form.read(R"({"score":3,"why":"x"})") == R"({"score":3,"why":"x"})");
  Form text(ReplyFormat::Kind::Text);
  text.messages.push_back({plan::Role::Assistant, "Dear ", {}, {}});
  CHECK(text.read("Ada") == R"("Dear Ada")");
}

TEST_CASE("sections fill the fields in order") {
  auto form = record_form(ReplyFormat::Kind::Sections, {"[Score]", "[Why]"});
  CHECK(form.read("Sure!\n[Score]\n4\n\n[Why]\nGood\nenough.\n") == R"({"score":4,"why":"Good\nenough."})");
  CHECK(form.read("[score] 4 [WHY] x") == R"({"score":4,"why":"x"})");
  CHECK(form.read("[Score] 4") == "violations | the section `[Why]` is missing");
  CHECK(form.read("nothing") == "violations | the section `[Score]` is missing | the section `[Why]` is missing");
  CHECK(form.read("[Score] 9 [Why] x").find("violations | score: ") == 0);
}

TEST_CASE("one section of a string is that string") {
  Form form(ReplyFormat::Kind::Sections, {"Answer:"});
  CHECK(form.read("Let me think.\nAnswer: 56") == R"("56")");
}

TEST_CASE("tags fill the fields in order") {
  auto form = record_form(ReplyFormat::Kind::Tags, {"score", "why"});
  CHECK(form.read("<why>x</why> <score> 2 </score>") == R"({"score":2,"why":"x"})");
  CHECK(form.read("<score>2</score><why>never closed") == "violations | `<why>…</why>` is missing");
}

TEST_CASE("code is the block in its language, else the first block, else the whole reply") {
  Form form(ReplyFormat::Kind::Code, {"sql"});
  CHECK(form.read("First:\n```python\nx\n```\nthen\n```SQL\nSELECT 1;\n```") == R"("SELECT 1;")");
  CHECK(form.read("```\nSELECT 2\n```") == R"("SELECT 2")");
  CHECK(form.read(" SELECT 3 ") == R"("SELECT 3")");
  CHECK(form.read("```sql\nSELECT 4") == R"("SELECT 4")");  // a fence that is never closed
  CHECK(form.read("```SELECT 5```") == R"("SELECT 5")");
  CHECK(form.read("```sql\n```") == R"("")");
  CHECK(form.read("```") == R"("")");
}

TEST_CASE("a regular expression gives its groups, or what it matched") {
  auto form = record_form(ReplyFormat::Kind::Regex, {R"(score (\d+), because (.*))"});
  CHECK(form.read("So: score 4, because of x") == R"({"score":4,"why":"of x"})");
  CHECK(form.is_violation("no score"));
  Form one(ReplyFormat::Kind::Regex, {R"(\d{4})"});
  CHECK(one.read("in 1984.") == R"("1984")");
}

TEST_CASE("a reply that did not end by itself is an outcome, whatever its form") {
  Form form(ReplyFormat::Kind::Text);
  CHECK(form.read("x", Finish::Length) == "outcome 0");
  CHECK(form.read("x", Finish::Refusal) == "outcome 1");
  CHECK(form.read("x", Finish::ContentFilter) == "outcome 2");
  CHECK(form.read("x", Finish::ToolCalls) == R"("x")");
  CHECK(form.read("x", Finish::Other) == R"("x")");
}

TEST_CASE("the whole reply is a record, its end included") {
  Form form(ReplyFormat::Kind::Whole);
  auto& types = form.types();
  const auto string = form.string(), integer = types.of(TypeKind::Int);
  const auto call =
      form.record({{"id", string, "", {}}, {"name", string, "", {}}, {"arguments", types.of(TypeKind::Json), "", {}}});
  form.ask.reply = form.record({{"text", string, "", {}},
                                {"reasoning", types.optional_of(string), "", {}},
                                {"model", string, "", {}},
                                {"finish", string, "", {}},
                                {"input_tokens", integer, "", {}},
                                {"output_tokens", integer, "", {}},
                                {"tool_calls", types.list_of(call), "", {}}});
  Reply reply;
  reply.text = " as it came ";
  reply.finish = Finish::Length;
  reply.usage = {10, 5, 3};
  reply.model = "m";
  reply.tool_calls = {{"c1", "add", R"({"a":1})"}, {"c2", "sub", "{broken"}};
  const auto result = model::read_value(form.prepare(), form.messages, reply);
  REQUIRE(std::holds_alternative<Value>(result));
  CHECK(
      plan::to_json(std::get<Value>(result)) ==
      R"({"text":" as it came ","reasoning":null,"model":"m","finish":"length","input_tokens":15,"output_tokens":3,)"
      R"("tool_calls":[{"id":"c1","name":"add","arguments":{"a":1}},{"id":"c2","name":"sub","arguments":"{broken"}]})");
}

TEST_CASE("an empty reply is told as such in the turn that hands it back") {
  const auto turns = model::rejection_turns(Reply{}, "Say something.");
  REQUIRE(turns.size() == 2);
  CHECK(turns[0].role == plan::Role::Assistant);
  CHECK(turns[0].content == "(nothing)");
  CHECK(turns[1].content == "Say something.");
}
