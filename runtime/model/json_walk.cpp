#include "runtime/model/json_walk.h"

namespace sdg::model {

char JsonWalk::next() {
  if (!check(reader_.skip_blanks())) return '\0';
  return reader_.peek();
}

bool JsonWalk::enter(char bracket) {
  if (!check(ok_ && reader_.peek() == bracket && ++depth_ <= plan::kMostJsonDepth)) return false;
  reader_.skip();
  return true;
}

std::string JsonWalk::text() {
  std::string text;
  if (next() != '"') {
    skip();
  } else {
    check(reader_.read_string(text));
  }
  return text;
}

std::int64_t JsonWalk::count() {
  const char first = next();
  if (first != '-' && (first < '0' || first > '9')) {
    skip();
    return 0;
  }
  plan::Value number;
  if (!check(reader_.read_scalar(number))) return 0;
  constexpr double kExact = 9e15;  // above, a float has no ones
  const double count = number.as_float();
  return count > 0 && count < kExact ? static_cast<std::int64_t>(count) : 0;
}

std::string_view JsonWalk::raw() {
  if (next() == '\0') return {};
  const std::size_t begin = reader_.offset();
  skip();
  return text_.substr(begin, reader_.offset() - begin);
}

void JsonWalk::skip() {
  switch (next()) {
    case '{': return object([this](std::string_view) { skip(); });
    case '[': return list([this] { skip(); });
    case '"':
      scratch_.clear();
      check(reader_.read_string(scratch_));
      return;
    default: {
      plan::Value scalar;
      check(ok_ && reader_.read_scalar(scalar));
    }
  }
}

bool JsonWalk::at_end() {
  next();
  return ok_ && reader_.at_end();
}

}  // namespace sdg::model
