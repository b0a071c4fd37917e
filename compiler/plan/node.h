#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/builtin.h"
#include "compiler/plan/jinja.h"
#include "compiler/plan/type.h"
#include "compiler/plan/value.h"
#include "compiler/source/span.h"

namespace sdg::plan {

/// A node of one dataset, by its place. Inputs always have smaller ids than the nodes that read them.
struct NodeId {
  std::uint32_t index = 0;
  friend auto operator<=>(NodeId, NodeId) = default;
};
struct BlockId {
  std::uint32_t index = 0;
  friend auto operator<=>(BlockId, BlockId) = default;
};
struct ModelId {
  std::uint32_t index = 0;
  friend auto operator<=>(ModelId, ModelId) = default;
};

enum class NodeKind : std::uint8_t {
#define SDG_NODE(Kind, slot, doc) Kind,
#include "compiler/plan/node_kinds.def"
#undef SDG_NODE
};
std::string_view name(NodeKind kind);
bool has_slot(NodeKind kind);

/// One step of a row program. `payload` is read as the kind says; see Dataset for the tables it points into.
struct Node {
  NodeKind kind;
  TypeId type;
  BlockId block;           // the innermost block whose locals the node reads: there its value is kept
  std::uint32_t slot = 0;  // its place in a frame of that block
  // Constant: constants · Input: inputs · Local: which of the block's locals · Table: tables · Field: names ·
  // Apply: a Builtin · Match: matches · List: lists · Record: shapes · Map: maps · Draw: draws · Redraw: redraws ·
  // Repeat, Iterate: loops · Render: renderings · Ask: asks ·
  // Embed: a ModelId · External: the plan's externals
  std::uint32_t payload = 0;
  std::vector<NodeId> inputs;
  source::Span span;
};

/// What a block is evaluated for, which says what its locals are.
enum class BlockKind : std::uint8_t {
  Row,      // none: the dataset's own
  Each,     // element, position: a child row (the columns below an `each`)
  Measure,  // the results of its aggregates: evaluated once, over all accepted rows
  Map,      // element, position, length
  Where,    // it
  Given,    // text of the last turn: a reply that a test gives
  Redraw,   // it (only for the condition), number of the redraw is the frame's own
  Repeat,   // copy
  Iterate,  // it, step
};
/// Nodes that are evaluated together in frames of their own.
struct Block {
  BlockKind kind;
  BlockId parent;  // block 0 is its own parent
  std::uint32_t depth = 0;
  std::uint32_t slots = 0;  // how many values a frame holds
};

/// `"easy" | 1..3 | null => …`; no bound at all is `_`.
struct Pattern {
  enum class Kind : std::uint8_t { Literal, Range, Any };
  Kind kind;
  Value first, last;  // the literal; a range's ends, null where open
};
struct MatchArms {
  std::vector<std::vector<Pattern>> arms;  // as many as the node has inputs after the subject
};

/// `[body for x in inputs[0] if condition]`
struct Mapping {
  BlockId block;
  NodeId body;
  std::optional<NodeId> condition;
};

/// A sampler and the names that its numbers depend on.
struct Draw {
  Builtin sampler;
  std::string path;  // `as` name, or column and the names gone through, then the sampler's name and count
  std::vector<std::string> arg_names;  // beside the inputs; empty text for a positional one
};
/// `draw where condition`
struct Redrawing {
  BlockId block;
  NodeId body;
  NodeId condition;  // in `block`, reads local 0
  std::uint32_t limit;
};
/// repeat: inputs[0] times `body`. iterate: inputs[0] times at most, from inputs[1].
struct Loop {
  BlockId block;
  NodeId body;
  std::optional<NodeId> until;
};

/// A template and what its variables are called, one for each input. An input that is null is not handed over.
struct Rendering {
  JinjaTemplateId jinja;
  std::vector<std::string> names;
};

enum class Role : std::uint8_t { System, User, Assistant, Tool };
/// A message of a request. With `splice` the content is a list of {role, content} messages.
struct Turn {
  Role role;
  NodeId content;
  bool splice = false;
};
struct Setting {
  std::string name;
  NodeId value;
};
/// How the value is found in the text of a reply.
struct ReplyFormat {
  enum class Kind : std::uint8_t { Text, Scalar, Json, Whole, Sections, Code, Tags, Regex };
  Kind kind = Kind::Text;
  std::vector<std::string> args;
};
/// What a reply must satisfy beyond its type: `where it.score > 3 saying "…" retry 2`.
struct Acceptance {
  BlockId block;
  NodeId condition;              // in `block`, reads local 0 as `it`
  std::optional<NodeId> saying;  // likewise
  std::uint32_t retry = 2;
};
/// What is answered in a test instead of a model.
struct GivenReply {
  BlockId block;
  NodeId text;                // in `block`, may read local 0
  bool by_generator = false;  // then the model is not even asked
};
/// A question to a model: all that a request is made from.
struct Ask {
  ModelId model;
  std::vector<Turn> turns;
  std::vector<Setting> settings;  // of the generator and the use; they win over the model's
  TypeId reply;                   // what is asked for and enforced
  ReplyFormat format;
  std::uint32_t attempts = 3;
  std::optional<Acceptance> acceptance;
  std::optional<GivenReply> given;
  std::optional<std::int64_t> sample;  // replaces the last position of the sample number
  std::string column;                  // the column or let it stands in, for people
  std::string caller;                  // the generator's name, or the model's
};

}  // namespace sdg::plan
