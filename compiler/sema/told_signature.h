#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sdg::sema {

/// The overloads of a built-in's signature, each as a person would say it: what the table calls `{K: any}` is a record,
/// and `K` the names of its fields.
std::vector<std::string> told_overloads(std::string_view signature);

}  // namespace sdg::sema
