#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace sdg::plan {

// What can be called on a value of each kind in the Jinja dialect.
inline constexpr std::string_view kJinjaTextMethods[] = {
#define SDG_JINJA_TEXT_METHOD(name, function) #name,
#include "compiler/plan/jinja_methods.def"
};
inline constexpr std::string_view kJinjaDictMethods[] = {
#define SDG_JINJA_DICT_METHOD(name, function) #name,
#include "compiler/plan/jinja_methods.def"
};
inline constexpr std::string_view kJinjaListMethods[] = {
#define SDG_JINJA_LIST_METHOD(name, function) #name,
#include "compiler/plan/jinja_methods.def"
};

inline bool is_one_of(std::string_view name, std::span<const std::string_view> methods) {
  return std::ranges::find(methods, name) != methods.end();
}

}  // namespace sdg::plan
