#pragma once

#include <curl/curl.h>

#include <string>

#include "runtime/net/http.h"

namespace sdg::net {

/// `sent`: the request went out. `had_its_time`: the total timeout has passed.
HttpErrorKind kind_of(CURLcode code, bool sent, bool had_its_time);

/// A sentence without its subject, which is the other side. `detail` is what curl wrote, if anything.
std::string explain(CURLcode code, int sends, const char* detail);

}  // namespace sdg::net
