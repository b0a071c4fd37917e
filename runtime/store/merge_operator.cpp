#include "runtime/store/merge_operator.h"

#include <rocksdb/merge_operator.h>

#include <string>

#include "runtime/store/key_bytes.h"
#include "runtime/store/record_bytes.h"

namespace sdg::store {
namespace {

using rocksdb::Slice;

class AppendOrAdd : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const Slice& key, const Slice* existing, const Slice& added, std::string* merged,
             rocksdb::Logger*) const override {
    const auto before = existing ? existing->ToStringView() : std::string_view();
    if (key.starts_with(kSpentPrefix)) return add(before, added.ToStringView(), *merged);
    merged->reserve(before.size() + added.size());
    merged->assign(before).append(added.ToStringView());
    return true;
  }

  // RocksDB writes the name into every table and refuses another one: it is part of the format.
  const char* Name() const override { return "sdgc.AppendOrAdd.1"; }

 private:
  static bool add(std::string_view before, std::string_view added, std::string& sum) {
    const auto first = before.empty() ? 0 : decode_amount(before);
    const auto second = decode_amount(added);
    std::int64_t total = 0;
    if (!first || !second || __builtin_add_overflow(*first, *second, &total)) return false;
    sum = encode_amount(total);
    return true;
  }
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> make_merge_operator() { return std::make_shared<AppendOrAdd>(); }

}  // namespace sdg::store
