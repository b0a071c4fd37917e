#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/cell_key.h"
#include "runtime/model/provider.h"
#include "runtime/net/cancel.h"
#include "runtime/net/http.h"

namespace sdg::model {

/// A network that answers what it is told to, and keeps what it was asked.
class FakeHttp final : public net::Http {
 public:
  Result<net::Response, net::HttpError> send(const net::Request& request, const net::Cancel&) override {
    sent.push_back(request);
    if (error) return *error;
    return response;
  }
  std::vector<net::Request> sent;
  net::Response response;
  std::optional<net::HttpError> error;
};

/// One ask of one dataset of one model, to be changed before `prepare`.
struct AskFixture {
  AskFixture() {
    model.name = "writer";
    model.provider = "openai";
    model.id = "DeepSeek-V3";
    model.base_url = "https://llm.example/v1";
    ask.column = "answer";
    ask.caller = "writer";
    ask.reply = plan.types.of(plan::TypeKind::String);
  }

  plan::Plan plan;
  plan::ModelSpec model;
  plan::Dataset dataset;
  plan::Ask ask;
  FakeHttp http;
  std::vector<std::pair<std::string, std::string>> environment;
  std::unique_ptr<Provider> provider;
  std::unique_ptr<const AskPlan> ask_plan;

  /// A setting of the ask that is known when the plan is made.
  void set(std::string name, plan::Value value) {
    dataset.constants.push_back(std::move(value));
    plan::Node node;
    node.kind = plan::NodeKind::Constant;
    node.payload = static_cast<std::uint32_t>(dataset.constants.size() - 1);
    add_setting(std::move(name), std::move(node));
  }
  /// A setting that is known for a row only.
  void compute(std::string name) {
    plan::Node node;
    node.kind = plan::NodeKind::Field;
    add_setting(std::move(name), std::move(node));
  }

  const AskPlan& prepare() {
    plan.models = {model};
    dataset.asks = {ask};
    plan.datasets = {dataset};
    const auto secrets = [this](const std::string& variable) -> std::optional<std::string> {
      for (const auto& [name, value] : environment) {
        if (name == variable) return value;
      }
      return std::nullopt;
    };
    auto made = make_provider(plan.models[0], {http, secrets});
    provider = std::move(*made);
    ask_plan = provider->prepare(plan, plan.datasets[0], plan.datasets[0].asks[0]);
    return *ask_plan;
  }

  // The question of a row.
  std::vector<value::Message> messages{{plan::Role::System, "Be brief.", {}, {}},
                                       {plan::Role::User, "What is 7 × 8?", {}, {}}};
  std::vector<std::pair<std::string_view, plan::Value>> settings;
  std::string row_key = "row-1";
  std::vector<std::int64_t> sample;

  Prompt prompt() const { return {messages, settings, row_key, sample}; }
  std::string key() { return cell_key(prepare(), prompt()).hex(); }
  std::string body(std::vector<value::Message> more = {}) {
    const auto& its_plan = prepare();
    return provider->write_body(its_plan, prompt(), more);
  }

 private:
  void add_setting(std::string name, plan::Node node) {
    dataset.nodes.push_back(std::move(node));
    ask.settings.push_back({std::move(name), plan::NodeId{static_cast<std::uint32_t>(dataset.nodes.size() - 1)}});
  }
};

}  // namespace sdg::model
