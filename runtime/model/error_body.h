#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sdg::model {

/// What the body of a refused request says, in whatever dialect.
struct ErrorBody {
  std::string message;             // one line, not long
  std::string code, type;          // the provider's words for it
  std::optional<int> status;       // where the code is an HTTP status, as inside a 200
  bool input_was_flagged = false;  // by a moderation in front of the model
};

/// Nothing where the body is no JSON object that speaks of an error.
std::optional<ErrorBody> read_error_body(std::string_view body);

/// The provider's filter withheld the answer before there was one: an outcome of the cell, not of the transport.
bool is_content_filter(const ErrorBody& error);

}  // namespace sdg::model
