#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/unit/runtime/model/ask_fixture.h"

// What cells are known by, for ever: a key that changes here is a reply that every user pays for again.

namespace sdg::model {

using plan::Value;

inline Value text(std::string words) { return Value::string(std::move(words)); }

inline Value tool_call() {
  return Value::list(
      {Value::record(plan::make_shape({"id", "name", "arguments"}),
                     {text("c1"), text("add"), Value::record(plan::make_shape({"a"}), {Value(std::int64_t{1})})})});
}

inline plan::TypeId scored(plan::TypeTable& types) {
  plan::Type score;
  score.kind = plan::TypeKind::Int;
  score.min = 1;
  score.max = 5;
  return types.record_of(
      {{"score", types.add(score), "how good", {}}, {"why", types.of(plan::TypeKind::String), "", {}}});
}

struct KeyCase {
  std::string_view name;
  std::function<void(AskFixture&)> change;
  std::string_view key;
};

inline void nothing(AskFixture&) {}

/// Each changes the plain question in one way that asks something else.
inline const std::vector<KeyCase> kMisses{
    {"the plain question", nothing, "96873712775e93040ce8716205178d8eedef7e1cde2b83534b70afd5ed0d9ec1"},
    {"another model", [](AskFixture& f) { f.model.id = "DeepSeek-V4"; },
     "3445148cf2d46cbaf89dcfc40310bc2279b193a11f339370ea93e1b84e9dc637"},
    {"another server", [](AskFixture& f) { f.model.base_url = "http://127.0.0.1:8000/v1"; },
     "236b07d2abc9515c2e943f4fd99de8875f8787fe64e79b0233147e754e661aef"},
    {"a tag", [](AskFixture& f) { f.model.tag = "deepseek-v3"; },
     "f80d19cdf3e56c0865388e308057a82432a62cc099f8b5a12f38ee07a8119ae0"},
    {"the offline model", [](AskFixture& f) { f.model.base_url = "sim:"; },
     "6cfc098a48fffbf5cb7dcae0180a7bd7092ff33a8b9b554b14af38bf8e6dd7c9"},
    {"an offline model that errs", [](AskFixture& f) { f.model.base_url = "sim:malformed=0.1"; },
     "56f39930d16faabe67eee9a716c688aeb833e287bcd496e1d04fdf08aa82584b"},
    {"a temperature",
     [](AskFixture& f) {
       f.model.parameters = {{"temperature", Value(0.3)}};
     },
     "a5effb44b6c3125fb23ace14864ce02550e3476c2ba7d4c1ba9a2e8b6366f2d8"},
    {"a temperature as an int",
     [](AskFixture& f) {
       f.model.parameters = {{"temperature", Value(std::int64_t{1})}};
     },
     "8eca5f45c9e6a246ce40cd72c93ac3ce0ade249b5da74f4aaae25098d520c783"},
    {"two settings", [](AskFixture& f) { f.set("top_p", Value(0.5)), f.set("stop", Value::list({text("\n")})); },
     "d3efc465cd3a51bb822bbab2e7511e85d735417c8d7132de6beb04b9e1faf89e"},
    {"a query", [](AskFixture& f) { f.model.base_url += "?api-version=2"; },
     "bad15fb57b7c06f52a18b63e6c1a23b3b278ce46465bce6f925c0a173c3bb7cf"},
    {"a header that changes replies",
     [](AskFixture& f) {
       f.model.headers = {{"X-Beta", {"", "on"}}};
     },
     "ac255c699208c5083ccbc74e0cb7ad643c8f4fa3382902cdcae3706da477225e"},
    {"another text", [](AskFixture& f) { f.messages[1].content += " "; },
     "934fbc6afdb44a4cf9d5716708378a4260770eb9cef27781cd4c2f421b3d2a61"},
    {"another role", [](AskFixture& f) { f.messages[0].role = plan::Role::User; },
     "d399aac270df3048d13cc6784a56897abc920854a72bb72df037ff33f02207fe"},
    {"one turn less", [](AskFixture& f) { f.messages.erase(f.messages.begin()); },
     "1a6fae286ded2fb6e55a6bb3cdc7694d642d931668a68a6335b86c40155b228c"},
    {"a prefill",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Assistant, "It is", {}, {}});
     },
     "76f2f3196736b7db65739ba800054125840e832600b069080520002001799e6a"},
    {"a tool call",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Assistant, "", tool_call(), {}});
     },
     "cc555d417d2b1e7996c054a945417d4067dac3aa1b7afa11301825402b9a5bfd"},
    {"a tool's answer",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Tool, "1", {}, "c1"});
     },
     "187d20436ada632cd04f6ddc80981ca47bef487df0dcde5c6c68e1796492b74d"},
    {"another row", [](AskFixture& f) { f.row_key = "row-2"; },
     "7c52285a1606407bfc12351cce33bf88ec9a37fd623d00959f701ea9fe1f8643"},
    {"the second sample", [](AskFixture& f) { f.sample = {1}; },
     "a424b965578c0ce34756fb1aff7b5e2b48c2e9c40669c6a2b967ec189f160956"},
    {"a sample within a sample",
     [](AskFixture& f) {
       f.sample = {0, 1};
     },
     "24bb9cc0c30178d6b9e2740fcef7327eb8aafec341af71ffc1f8acc11f963497"},
    {"a schema",
     [](AskFixture& f) {
       f.ask.reply = scored(f.plan.types);
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
     },
     "dc2ad6d25088c7ceaad2bff4e08c7bf58ba6305b350d012d629a606d73e8c165"},
    {"a schema in the prompt",
     [](AskFixture& f) {
       f.ask.reply = scored(f.plan.types);
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
       f.set("response_format", Value());
     },
     "21a15753d8ebc249725057551d7f43aea7b6ed7a5216ab3677be1ccc15da0150"},
    {"no tool, but a system turn alone", [](AskFixture& f) { f.messages.pop_back(); },
     "38ab7b1a3c98e6b78334b3dd2d2564388ca7a85ece295342604c624f56133b27"},
    {"no turn", [](AskFixture& f) { f.messages.clear(); },
     "45126295520e6a894fb3b20a312f8a5f06dfc27ce5b87f6c761a00e5a9621a74"},
    {"an empty text", [](AskFixture& f) { f.messages[1].content.clear(); },
     "e7ef1bba14b4e830515c78a19ac4e04a632e215c8034c55ed2d30b7f3840e13c"},
    {"turns in another order", [](AskFixture& f) { std::swap(f.messages[0], f.messages[1]); },
     "fecf8f7c96ab838e87763e4c2ec5e725e847c7f30a44fd59ba21cab7751dd47b"},
    {"the same turn twice", [](AskFixture& f) { f.messages.push_back(f.messages[1]); },
     "5edf44c2943cb7d4f4c9fb5aa8acb2e438b34d1c3f01f918da43f1bf94ddc1a5"},
    {"a text that moved to the turn before",
     [](AskFixture& f) {
       f.messages[0].content += f.messages[1].content;
       f.messages[1].content.clear();
     },
     "f6a18769deb75bdfbd1579fce6f53dd58896c85ca6f54677761e4acc55c3e981"},
    {"bytes that are no text", [](AskFixture& f) { f.messages[1].content = std::string("a\0\xff", 3); },
     "4b336580b83dd5afff81597490cd048a9455f4bd80bc07c316860ba0b1ce44c2"},
    {"a composed letter", [](AskFixture& f) { f.messages[1].content = "\u00e9"; },
     "1eddebd0c239a1538b07b369bc63095919b590c9037e9241e55f9fed57692fc6"},
    {"the same letter in two", [](AskFixture& f) { f.messages[1].content = "e\u0301"; },
     "fafaae31a91b43c58ae3653b4cc687687f47dff1c90a5d529d7160c3d2ee5baf"},
    {"a megabyte", [](AskFixture& f) { f.messages[1].content = std::string(1 << 20, 'x'); },
     "ed3b432b4774870a7929f507fd7d0abe51db248d3ddb23e33826b358c822ad95"},
    {"no model's name", [](AskFixture& f) { f.model.id.clear(); },
     "d2a2c74ebbfb518e941f5da657729feef3590eea659a20c2a604a8c295055c4c"},
    {"a model's name in capitals", [](AskFixture& f) { f.model.id = "DEEPSEEK-V3"; },
     "58e50a41357d8ec9a2ad2d920b61e2b2cdfbebd04cebfe2951aa9f1c18068b92"},
    {"the provider's own server",
     [](AskFixture& f) {
       f.model.base_url.clear();
       f.environment = {{"OPENAI_API_KEY", "sk-7"}};
     },
     "0c8e8f92a9178583b64dbe5d0339f5426d21dffa9dccce4548344f5d3d1ae52d"},
    {"another port", [](AskFixture& f) { f.model.base_url = "https://llm.example:8443/v1"; },
     "7214fcd3cea05e69967c0da4601c774da5140da35f2e15564c968a4a29176fee"},
    {"another path", [](AskFixture& f) { f.model.base_url = "https://llm.example/v2"; },
     "2c3601d11849cfa4649196c772f2f6eb3c94fbb0a0bc68c0ad6d1156ba5d17ae"},
    {"the offline model with a name",
     [](AskFixture& f) {
       f.model.provider = "sim";
       f.model.base_url.clear();
       f.model.id = "small, seed=3";
     },
     "02b01e81f78c93bc91aa7579672dc8db51950ab044b65df71e7c0696ccc80bf6"},
    {"two headers",
     [](AskFixture& f) {
       f.model.headers = {{"X-Beta", {"", "on"}}, {"X-Alpha", {"", "off"}}};
     },
     "eb2cf578d2c655345ddd94cf7845573196e61f8fe2b851e53239885f5b7ac979"},
    {"an empty header",
     [](AskFixture& f) {
       f.model.headers = {{"X-Beta", {"", "f7e5f7e24255882a0611ff631f829157809156c36378fb7ebb85be75168853bb"}}};
     },
     "be8fe68ca7dbe346f53e42d6bc3b7e29428ef7e6b025d7f4b48691ee053061e4"},
    {"a temperature of the use", [](AskFixture& f) { f.set("temperature", Value(0.7)); },
     "fcca661b4828ddba034ed971d671259c8b1bccee7b3ac4f13e7ebead60ac7fe7"},
    {"a temperature of nought", [](AskFixture& f) { f.set("temperature", Value(0.0)); },
     "ea0b82a4ec63d96401db40d0dd5575b4bebcac1487d165b41e00adb7a886c23d"},
    {"a tiny number", [](AskFixture& f) { f.set("top_p", Value(1e-7)); },
     "d9921ee8b290876685800583e7b436a4e7763ba24001acf2e7c134218ef61bea"},
    {"a large whole number", [](AskFixture& f) { f.set("seed", Value(INT64_MAX)); },
     "cd4e608a69f2adc4dc6265c4082c29e48533022b66ea6c1835c2f370e4b39e18"},
    {"a negative number", [](AskFixture& f) { f.set("seed", Value(std::int64_t{-1})); },
     "2c0c87ca7ce63823733e2d6094490197daaa857fc0dd45deb5137d2433f35dac"},
    {"a truth", [](AskFixture& f) { f.set("logprobs", Value(true)); },
     "9571ff30d3e92e496a71d3e477abc60f062fa0f515d1198f72a8fb49a7797e9e"},
    {"a text with quotes", [](AskFixture& f) { f.set("stop", text("\"\\\n")); },
     "364895fd9822e511ec32c875a48eea15749cc9610d67ac43158567701da9ff35"},
    {"a list that is empty", [](AskFixture& f) { f.set("stop", Value::list({})); },
     "bafebc1b3788eb9e41034e2baea6487bb9368f277d4427880fac1990d211e223"},
    {"a record",
     [](AskFixture& f) {
       f.set("logit_bias", Value::record(plan::make_shape({"50256"}), {Value(std::int64_t{-100})}));
     },
     "35a9ff4af4165081fd0a824c5bc630163a34ad7476a69f43c4306a3f2013e926"},
    {"a setting that nobody knows", [](AskFixture& f) { f.set("x_new_knob", text("on")); },
     "28ea6a045101439c11629c876b4d07a33e4129e1be3e766e83ebac443a50fc60"},
    {"no row", [](AskFixture& f) { f.row_key.clear(); },
     "711ae5e0e0ce57131b02658f3e583b0b3d46e1504724925457fc6a258a86ea29"},
    {"a row whose key is bytes", [](AskFixture& f) { f.row_key = std::string("\0\1", 2); },
     "95da4a98c2a1c1fd3ddc16de877de8e6ff17118948816614eb5f734b49f43d4b"},
    {"the third sample of the second",
     [](AskFixture& f) {
       f.sample = {1, 2};
     },
     "e2bc8b947783341d679619f2420a3ba36f531014d72110c57c4e4e7251466a5b"},
    {"a sample that is given", [](AskFixture& f) { f.sample = {7}; },
     "871952b496e3100bc16249fd1f24a6de1cd3ed0dbc58a01d7218dcd2e53ae241"},
    {"a list of texts",
     [](AskFixture& f) {
       f.ask.reply = f.plan.types.list_of(f.plan.types.of(plan::TypeKind::String), 1);
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
     },
     "013d3bc90fe782ac016a3c7014160c96fa1193edf1481b1a39da4199aff2f85e"},
    {"a record without a description",
     [](AskFixture& f) {
       f.ask.reply = f.plan.types.record_of({{"score", f.plan.types.of(plan::TypeKind::Int), "", {}}});
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
     },
     "27e8cc527eb6a67cf1aa44205b38949121c3babf88a91c427948c8f9f55ff24c"},
    {"a record with one",
     [](AskFixture& f) {
       f.ask.reply = f.plan.types.record_of({{"score", f.plan.types.of(plan::TypeKind::Int), "how good", {}}});
       f.ask.format.kind = plan::ReplyFormat::Kind::Json;
     },
     "cd969f51b66991cc1e8b0077398404e95defd0e172b75060cb5c2e84508a4330"},
    {"a prefill and a tool's answer",
     [](AskFixture& f) {
       f.messages.push_back({plan::Role::Assistant, "It is", tool_call(), {}});
       f.messages.push_back({plan::Role::Tool, "1", {}, "c1"});
     },
     "a7ad92964c7254968242ca21d7f666395580612973a562c7346186fe3d4b43aa"},
};

}  // namespace sdg::model
