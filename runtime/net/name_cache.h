#pragma once

#include <curl/curl.h>

namespace sdg::net {

/// What names were looked up, for all transfers of a thread, whichever multi handle they are on.
class NameCache {
 public:
  NameCache();
  ~NameCache();
  NameCache(const NameCache&) = delete;
  NameCache& operator=(const NameCache&) = delete;

  CURLSH* share() const { return share_; }

 private:
  CURLSH* share_;
};

}  // namespace sdg::net
