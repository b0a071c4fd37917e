#include <fmt/format.h>

#include <vector>

#include "runtime/eval/placement.h"
#include "runtime/eval/sampler.h"
#include "runtime/eval/weights.h"

namespace sdg::eval {
namespace {

// A larger block would hold its promise only at the end of most datasets.
constexpr std::uint64_t kLargestBlock = 10'000;

/// The row's place in its block, in a random order of that block.
std::uint64_t place_in_block(std::uint64_t size, const DrawSite& site) {
  return permuted(site.index % size, size, site.shared().branch(site.index / size));
}

Drawn exact_shares(const Value& record, const DrawSite& site) {
  auto weights = read_weights(record.fields());
  if (!weights) return weights.take_failure();
  auto shares = whole_shares(*weights, kLargestBlock);
  if (!shares) return shares.take_failure();
  std::uint64_t size = 0;
  for (const auto share : *shares) size += share;
  auto place = place_in_block(size, site);
  std::size_t option = 0;
  while (place >= (*shares)[option]) place -= (*shares)[option++];
  return Value::string((*record.shape())[option]);
}

}  // namespace

Drawn draw_exact(const SamplerArgs& args, DrawSite& site) {
  const auto all = args.all();
  if (all.size() == 1 && all[0].is_record()) return exact_shares(all[0], site);
  const auto options = all.size() == 1 && all[0].is_list() ? all[0].items() : all;
  if (options.empty()) return no_draw("`exact` has no options");
  if (options.size() > kLargestBlock) {
    return no_draw(
        fmt::format("`exact` has {} options, and a block holds {} rows at most", options.size(), kLargestBlock));
  }
  return options[place_in_block(options.size(), site)];
}

}  // namespace sdg::eval
