#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "compiler/plan/encoder.h"
#include "compiler/plan/plan.h"

namespace sdg::plan {

/// Digests of types, each worked out once.
class TypeDigests {
 public:
  explicit TypeDigests(const TypeTable& types) : types_(types) {}
  const Digest& of(TypeId type);

 private:
  const TypeTable& types_;
  std::unordered_map<std::uint32_t, Digest> known_;
};

/// Digests of the nodes of one dataset: of what a node computes, so that numbering and neighbours do not matter.
class NodeDigests {
 public:
  NodeDigests(const Plan& plan, const Dataset& dataset);

  const Digest& of(NodeId node);
  /// Whether one of the nodes asked for so far draws.
  bool draws() const { return draws_; }

 private:
  Digest compute(const Node& node);
  void encode_payload(Encoder& encoder, const Node& node);
  void encode_table(Encoder& encoder, const TableRef& table);
  void encode_match(Encoder& encoder, const MatchArms& match);
  void encode_mapping(Encoder& encoder, const Mapping& mapping);
  void encode_draw(Encoder& encoder, const Draw& draw);
  void encode_redrawing(Encoder& encoder, const Redrawing& redrawing);
  void encode_loop(Encoder& encoder, const Loop& loop);
  void encode_template(Encoder& encoder, JinjaTemplateId id);
  void encode_rendering(Encoder& encoder, const Rendering& rendering);
  void encode_ask(Encoder& encoder, const Ask& ask);
  void encode_split(Encoder& encoder) const;
  void encode_external(Encoder& encoder, const ExternalSpec& external);
  void encode_optional(Encoder& encoder, std::string_view tag, const std::optional<NodeId>& node);

  const Plan& plan_;
  const Dataset& dataset_;
  TypeDigests types_;
  std::vector<std::optional<Digest>> known_;
  bool draws_ = false;
};

}  // namespace sdg::plan
