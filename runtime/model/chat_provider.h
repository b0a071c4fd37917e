#pragma once

#include <string>

#include "runtime/model/provider.h"

namespace sdg::model {

/// What chat completions have in common, whoever answers them.
class ChatProvider : public Provider {
 public:
  std::unique_ptr<const AskPlan> prepare(const plan::Plan& plan, const plan::Dataset& dataset,
                                         const plan::Ask& ask) const override;
  std::string write_body(const AskPlan& plan, const Prompt& prompt,
                         std::span<const value::Message> more) const override;
  Result<Reply> read_reply(std::string_view raw) const override;

 protected:
  /// The dialect's name, and the model id where that is not what the program says.
  virtual void name_endpoint(AskPlan& plan) const = 0;
};

Result<std::unique_ptr<Provider>> make_openai(const plan::ModelSpec& model, const Surroundings& surroundings);
Result<std::unique_ptr<Provider>> make_replay(const plan::ModelSpec& model);
Result<std::unique_ptr<Provider>> make_sim(const plan::ModelSpec& model);

}  // namespace sdg::model
