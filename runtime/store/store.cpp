#include "runtime/store/store.h"

#include <utility>

namespace sdg::store {

void Store::find_rows(std::string_view dataset, std::span<const std::string_view> keys, const RowFinder& found) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (auto row = find_row(dataset, keys[i])) found(i, std::move(*row));
  }
}

}  // namespace sdg::store
