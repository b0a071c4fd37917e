#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/type.h"
#include "compiler/source/span.h"

namespace sdg::jinja {

/// `name.upper()`: the name of a method, and where it is called.
struct MethodUse {
  std::string name;
  source::Span span;
};

/// What a template does with a value: all that says of what type it must be.
struct Use {
  source::Span first;            // where it is named first
  bool is_required = false;      // used where nothing asked before whether it is there
  bool needs_value = false;      // and more than asked whether it is true: null will not do
  bool is_gone_through = false;  // by a `for`
  bool is_number = false;        // calculated with
  bool is_open = false;          // used in a way that no type of ours describes: any JSON will do
  std::unique_ptr<Use> element;  // of a list: it is gone through
  std::vector<std::pair<std::string, std::unique_ptr<Use>>> fields;  // of a record

  std::vector<MethodUse> methods;
  std::optional<source::Span> drawn;  // by `random`, where

  Use& element_at(source::Span span);
  Use& field_at(std::string_view name, source::Span span);
  bool is_plain() const { return !is_open && !element && fields.empty(); }
};

/// The type that a use implies: only printed or tested a string, gone through a list, with fields a record.
plan::TypeId implied_type(const Use& use, plan::TypeTable& types);

}  // namespace sdg::jinja
