#include "compiler/plan/node.h"

#include <cstddef>

namespace sdg::plan {
namespace {

constexpr std::string_view kNames[] = {
#define SDG_NODE(Kind, slot, doc) #Kind,
#include "compiler/plan/node_kinds.def"
#undef SDG_NODE
};

constexpr bool kHasSlot[] = {
#define SDG_NODE(Kind, slot, doc) slot,
#include "compiler/plan/node_kinds.def"
#undef SDG_NODE
};

}  // namespace

std::string_view name(NodeKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

bool has_slot(NodeKind kind) { return kHasSlot[static_cast<std::size_t>(kind)]; }

}  // namespace sdg::plan
