#pragma once

#include <string_view>

#include "runtime/eval/jinja_value.h"

namespace sdg::eval {

/// `value.name`: a field of a dict before a method, since data may have fields called `items`.
JinjaValue attribute_of(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble);
/// The same without the fields of a dict: the `attr` filter.
JinjaValue bare_attribute_of(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble);
/// `value[key]`
JinjaValue item_of(const JinjaValue& value, const JinjaValue& key, JinjaTrouble& trouble);
/// `value[first:stop:step]`, None where a part is left out.
JinjaValue slice_of(const JinjaValue& value, const JinjaValue& first, const JinjaValue& stop, const JinjaValue& step,
                    JinjaTrouble& trouble);
/// `a.b.0`, as the filters' `attribute =` names a place inside of elements.
JinjaValue path_of(const JinjaValue& value, const JinjaValue& path, JinjaTrouble& trouble);

/// A method of a text, list or dict, ready to be called; nothing where there is none of that name.
std::optional<JinjaValue> method_of(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble);

}  // namespace sdg::eval
