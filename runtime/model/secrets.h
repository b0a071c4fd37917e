#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"

namespace sdg::model {

/// The text of an environment variable (of the process or of the `.env` file), if it is set.
using SecretReader = std::function<std::optional<std::string>(const std::string& variable)>;

/// The secret's text. `purpose` says in the failure what it is wanted for.
Result<std::string> reveal(const plan::SecretText& secret, const SecretReader& reader, std::string_view purpose);

/// The variable that a host's users keep their key in (`OPENAI_API_KEY` for api.openai.com), empty for any other host:
/// a key never travels to a host that it was not issued by, unless the program says so.
std::string_view usual_key_variable(std::string_view base_url);

/// Takes secrets out of texts that are written anywhere but to their own server.
class Redactor {
 public:
  void add(std::string secret);
  std::string operator()(std::string text) const;

 private:
  std::vector<std::string> secrets_;
};

}  // namespace sdg::model
