#pragma once

#include <string>
#include <string_view>

#include "runtime/eval/jinja_value.h"

namespace sdg::eval {

/// `"%s-%03d" % (a, b)`, as Python formats.
std::string format_percent(std::string_view format, const JinjaArguments& arguments, JinjaTrouble& trouble);

/// `"{:>4} {name}".format(a, name = b)`, as Python formats.
std::string format_braces(std::string_view format, const JinjaArguments& arguments, JinjaTrouble& trouble);

}  // namespace sdg::eval
