#pragma once

namespace sdg::grammar {

/// Thrown where a mistake was told and matching must go on somewhere else.
struct Stop {};

}  // namespace sdg::grammar
