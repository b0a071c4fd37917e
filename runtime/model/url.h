#pragma once

#include <string>
#include <string_view>

namespace sdg::model {

/// The parts of an absolute URL that matter here. They point into the text that was split.
struct Url {
  std::string_view scheme, user, host, port, path, query;  // without `://`, `@`, `:` and `?`; the path with its `/`
};
Url split_url(std::string_view url);

/// The same place said in the same way: no user part, no query, no last slash, host in lower case.
std::string canonical_place(std::string_view url);

/// `path` behind the base URL's own, before its query.
std::string join_url(std::string_view base_url, std::string_view path);

/// The parameters of a query that can change a reply, in order of their names; those that are keys are left out.
std::string query_without_credentials(std::string_view query);

/// ASCII only.
std::string lower_case(std::string_view text);

/// A header that says who asks or that only logs read: it cannot change a reply.
bool is_private_header(std::string_view name);

}  // namespace sdg::model
