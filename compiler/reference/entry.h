#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::reference {

/// What the words of the language are divided into. Listed once, in groups.def.
enum class Group : std::uint8_t {
#define SDG_GROUP(Name, file, one, title, intro) Name,
#include "compiler/reference/groups.def"
#undef SDG_GROUP
};
struct GroupSpec {
  Group group;
  std::string_view file;  // of its page, and its name in JSON
  std::string_view one;   // what one of them is called
  std::string_view title;
  std::string_view intro;
};
std::span<const GroupSpec> groups();
const GroupSpec& spec(Group group);

/// One thing that the language or this program has a name for, as its table describes it.
struct Entry {
  Group group;
  std::string_view name;
  std::vector<std::string> forms;  // how it is written: `length(x: string) -> int`
  std::string_view doc;
  std::string_view example;
  std::string_view section;  // of a keyword: where it has its meaning
  bool later = false;        // the language has it, this version does not
};

/// Everything, group by group, in the order of the tables.
const std::vector<Entry>& entries();
/// All entries of that name: a function, a type and a format may share one.
std::vector<const Entry*> find(std::string_view name);
/// Every name, each once.
std::vector<std::string_view> names();

}  // namespace sdg::reference
