#include "runtime/net/ca_bundle.h"

#include <curl/curl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

namespace sdg::net {
namespace {

std::optional<std::string> read_file(const std::string& path) {
  // Others may have nothing to read for ever, or no end.
  std::error_code trouble;
  const auto kind = std::filesystem::status(path, trouble).type();
  if (kind != std::filesystem::file_type::regular) {
    errno = trouble ? trouble.value() : EINVAL;
    return std::nullopt;
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string system_authorities() {
  const auto* about = curl_version_info(CURLVERSION_NOW);
  if (about->cainfo == nullptr) return "";
  return read_file(about->cainfo).value_or("");
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = write(fd, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::string path_of(int fd) { return "/proc/self/fd/" + std::to_string(fd); }

}  // namespace

CaBundles::~CaBundles() {
  for (const auto& [file, fd] : by_file_) close(fd);
}

Result<std::string> CaBundles::with(const std::string& ca_file) {
  if (const auto known = by_file_.find(ca_file); known != by_file_.end()) return path_of(known->second);
  const auto added = read_file(ca_file);
  if (!added) return Failure{"cannot read the CA file " + ca_file + ": " + std::strerror(errno)};
  const int fd = memfd_create("sdgc-authorities", MFD_CLOEXEC);
  if (fd < 0) return Failure{std::string("cannot keep the CA file in memory: ") + std::strerror(errno)};
  by_file_.emplace(ca_file, fd);
  if (!write_all(fd, system_authorities() + "\n" + *added)) return Failure{"cannot keep the CA file in memory"};
  return path_of(fd);
}

}  // namespace sdg::net
