#pragma once

#include <memory>

namespace rocksdb {
class MergeOperator;
}

namespace sdg::store {

/// Cells grow by appending, spending by adding; see FORMAT.md.
std::shared_ptr<rocksdb::MergeOperator> make_merge_operator();

}  // namespace sdg::store
