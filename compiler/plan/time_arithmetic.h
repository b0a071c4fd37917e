#pragma once

#include <cstdint>

#include "compiler/plan/operator_functions.h"

namespace sdg::plan {

/// A date, datetime or duration, later by so many milliseconds; a date only by whole days.
Applied moved_time(const Value& time, std::int64_t milliseconds);
/// Between two dates or moments the duration; from any of them a duration.
Applied subtracted_time(const Value& a, const Value& b);
Applied scaled_duration(std::int64_t milliseconds, std::int64_t factor);
/// By an int or float, to the nearest millisecond.
Applied multiplied_duration(std::int64_t milliseconds, const Value& factor);
/// By a duration a float, by a number a duration to the nearest millisecond.
Applied divided_duration(std::int64_t milliseconds, const Value& divisor);

}  // namespace sdg::plan
