// What the tests of this folder share; it stands here, and not in tests/support, because it needs the fibers.
#include "tests/unit/runtime/net/net_fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace sdg::test {

std::string question(std::string_view text) {
  return R"({"model":"m","messages":[{"role":"user","content":")" + std::string(text) + R"("}]})";
}

net::Request ask(const std::string& base_url, std::string_view text) {
  net::Request request;
  request.url = base_url + std::string(kChatPath);
  request.headers = {{"Content-Type", "application/json"}};
  request.body = question(text);
  return request;
}

Behaviour always(Fault fault) {
  Behaviour behaviour;
  behaviour.rate(fault) = {1, 1};
  return behaviour;
}

void in_fibers(int count, const std::function<void(int)>& body) {
  std::vector<net::Fiber> fibers;
  for (int i = 0; i < count; ++i) fibers.emplace_back([&body, i] { body(i); });
  for (auto& fiber : fibers) fiber.join();
}

DeafPort::DeafPort() : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(fd_, generic, size) != 0 || getsockname(fd_, generic, &size) != 0) throw std::runtime_error("bind");
  port_ = ntohs(address.sin_port);
}

DeafPort::~DeafPort() {
  close();
  for (const int client : clients_) ::close(client);
}

void DeafPort::listen(int backlog) const {
  if (::listen(fd_, backlog) != 0) throw std::runtime_error("listen");
}

void DeafPort::fill() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port_);
  for (int i = 0; i < 4; ++i) {
    clients_.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    [[maybe_unused]] const int result = connect(clients_.back(), reinterpret_cast<sockaddr*>(&address), sizeof address);
  }
}

void DeafPort::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

ScriptedPort::ScriptedPort(std::string bytes) : bytes_(std::move(bytes)) {
  port_.listen(64);
  thread_ = std::thread([this] {
    for (;;) {
      const int client = accept4(port_.fd(), nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      std::array<char, 65536> buffer;
      const auto got = recv(client, buffer.data(), buffer.size(), 0);
      if (got > 0) {
        {
          const std::lock_guard lock(mutex_);
          received_.assign(buffer.data(), static_cast<std::size_t>(got));
        }
        send(client, bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
      }
      ::close(client);
    }
  });
}

std::string ScriptedPort::received() const {
  const std::lock_guard lock(mutex_);
  return received_;
}

ScriptedPort::~ScriptedPort() {
  shutdown(port_.fd(), SHUT_RDWR);
  thread_.join();
}

}  // namespace sdg::test
