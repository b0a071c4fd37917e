#include "compiler/prompt/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "compiler/source/paths.h"

namespace sdg::prompt {
namespace {

constexpr std::string_view kEnding = ".yml";

std::vector<Version> versions_among(const std::vector<std::string>& names) {
  std::vector<Version> versions;
  for (const std::string_view name : names) {
    if (!name.ends_with(kEnding)) continue;
    if (auto version = parse_version(name.substr(0, name.size() - kEnding.size()))) {
      versions.push_back(*std::move(version));
    }
  }
  std::ranges::sort(versions, [](const Version& a, const Version& b) { return is_before(b, a); });
  return versions;
}

}  // namespace

std::string path_of(const Wanted& wanted, const Version& version) {
  return source::normal_path(wanted.folder + "/" + wanted.id + "/" + wanted.family + "/" + version.text() +
                             std::string(kEnding));
}

/// Goes down folder by folder: the first that is not there is what a message can point at.
Result<std::vector<Version>, NoSuchPrompt> versions_of(const Wanted& wanted, source::Loader& loader) {
  const std::string way = wanted.id + "/" + wanted.family;
  std::string folder = wanted.folder;
  auto names = loader.list(folder);
  if (!names) return NoSuchPrompt{{}, folder, {}};
  for (std::size_t begin = 0; begin < way.size();) {
    const auto end = std::min(way.find('/', begin), way.size());
    const std::string part = way.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    std::string below = fmt::format("{}/{}", folder, part);
    auto inner = loader.list(below);
    if (!inner) return NoSuchPrompt{source::normal_path(folder), part, *std::move(names)};
    folder = std::move(below);
    names = std::move(inner);
  }
  return versions_among(*names);
}

std::optional<Version> choose(const Constraint& constraint, const std::vector<Version>& versions) {
  const auto found = std::ranges::find_if(versions, [&](const Version& one) { return constraint.allows(one); });
  return found == versions.end() ? std::nullopt : std::optional(*found);
}

}  // namespace sdg::prompt
