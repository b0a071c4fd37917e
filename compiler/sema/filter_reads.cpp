#include "compiler/sema/filter_reads.h"

#include <algorithm>

#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;

namespace {

class Reader {
 public:
  explicit Reader(const DatasetInfo& dataset) : dataset_(dataset), eaches_read_(dataset.eaches.size()) {
    reads_.columns.resize(dataset.columns.size());
  }

  void read(const Expr& expr) {
    walk(expr, [&](const Expr& part) {
      if (const auto* name = part.try_as<NameExpr>()) read_name(name->name.text);
      return true;
    });
  }
  FilterReads take() { return std::move(reads_); }

 private:
  void read_name(std::string_view name) {
    const auto column = dataset_.by_name.find(name);
    if (column != dataset_.by_name.end() && column->second < reads_.columns.size()) return read_column(column->second);
    const auto each =
        std::ranges::find(dataset_.eaches, name, [](const EachInfo& info) { return info.line->name.text; });
    if (each != dataset_.eaches.end()) {
      return read_level(static_cast<std::uint32_t>(each - dataset_.eaches.begin()) + 1);
    }
    if (std::ranges::find(dataset_.inputs, name, &InputInfo::alias) == dataset_.inputs.end()) reads_.others = true;
  }

  void read_column(std::uint32_t index) {
    if (reads_.columns[index]) return;
    reads_.columns[index] = true;
    const ColumnInfo& column = dataset_.columns[index];
    read_level(column.level);
    if (column.line->value) read(*column.line->value);
    for (const Expr* by : column.line->by) read(*by);
  }

  /// What is computed for each element needs the list.
  void read_level(std::uint32_t level) {
    reads_.level = std::max(reads_.level, level);
    for (std::uint32_t i = 0; i < level; ++i) {
      if (eaches_read_[i]) continue;
      eaches_read_[i] = true;
      read(*dataset_.eaches[i].line->value);
    }
  }

  const DatasetInfo& dataset_;
  FilterReads reads_;
  std::vector<bool> eaches_read_;
};

}  // namespace

void FilterReads::add(const FilterReads& more) {
  columns.resize(std::max(columns.size(), more.columns.size()));
  for (std::size_t i = 0; i < more.columns.size(); ++i) columns[i] = columns[i] || more.columns[i];
  others = others || more.others;
  level = std::max(level, more.level);
}

FilterReads reads_of(const Expr& expr, const DatasetInfo& dataset) {
  Reader reader(dataset);
  reader.read(expr);
  return reader.take();
}

}  // namespace sdg::sema
