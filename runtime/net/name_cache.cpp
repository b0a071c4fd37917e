#include "runtime/net/name_cache.h"

#include <new>

namespace sdg::net {

// Without lock functions: everything here is on one thread.
NameCache::NameCache() : share_(curl_share_init()) {
  if (share_ == nullptr) throw std::bad_alloc();
  curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
}

NameCache::~NameCache() { curl_share_cleanup(share_); }

}  // namespace sdg::net
