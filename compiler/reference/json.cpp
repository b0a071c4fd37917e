#include <nlohmann/json.hpp>

#include "compiler/reference/mistakes.h"
#include "compiler/reference/render.h"

namespace sdg::reference {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

Json entry_json(const Entry& entry) {
  Json result{{"name", entry.name}};
  if (!entry.forms.empty()) result["forms"] = entry.forms;
  if (!entry.section.empty()) result["section"] = entry.section;
  if (entry.later) result["later"] = true;
  result["doc"] = entry.doc;
  result["example"] = entry.example;
  return result;
}

Json mistakes_json() {
  auto result = Json::array();
  for (const diag::Code code : mistakes_by_number())
    result.push_back({{"code", diag::code_text(code)},
                      {"level", diag::is_warning(code) ? "warning" : "error"},
                      {"title", diag::title(code)}});
  return result;
}

}  // namespace

std::string to_json() {
  Json result{{"version", kVersion}};
  for (const GroupSpec& group : groups()) {
    auto list = Json::array();
    for (const Entry& entry : entries())
      if (entry.group == group.group) list.push_back(entry_json(entry));
    result[std::string(group.file)] = std::move(list);
  }
  result["mistakes"] = mistakes_json();
  return result.dump(2);
}

}  // namespace sdg::reference
