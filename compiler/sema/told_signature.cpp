#include "compiler/sema/told_signature.h"

#include <algorithm>
#include <cctype>

namespace sdg::sema {
namespace {

constexpr std::string_view kRecord = "{K: ";

bool is_alphanumeric(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// Behind the record type that `text` begins with, which is put into `told`.
std::size_t tell_record(std::string_view text, std::string& told) {
  const auto end = text.find('}');
  const std::string_view fields = text.substr(kRecord.size(), end - kRecord.size());
  told += fields == "any" ? "record" : "record of " + std::string(fields);
  return end + 1;
}

std::string told_overload(std::string_view overload) {
  std::string told;
  for (std::size_t at = 0; at < overload.size();) {
    const bool is_alone = (at == 0 || !is_alphanumeric(overload[at - 1])) &&
                          (at + 1 == overload.size() || !is_alphanumeric(overload[at + 1]));
    if (overload.substr(at).starts_with(kRecord)) {
      at += tell_record(overload.substr(at), told);
    } else if (overload[at] == 'K' && is_alone) {
      told += "string";
      ++at;
    } else {
      told += overload[at++];
    }
  }
  return told;
}

}  // namespace

std::vector<std::string> told_overloads(std::string_view signature) {
  std::vector<std::string> overloads;
  while (!signature.empty()) {
    const auto end = std::min(signature.find("; "), signature.size());
    overloads.push_back(told_overload(signature.substr(0, end)));
    signature.remove_prefix(std::min(signature.size(), end + 2));
  }
  return overloads;
}

}  // namespace sdg::sema
