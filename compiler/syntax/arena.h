#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sdg::syntax {

/// Owns everything a parsed file is made of; all of it goes at once, and nothing before.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// About how much there will be.
  void expect(std::size_t bytes) { next_page_ = std::clamp(bytes, kFirstPage, kLargestExpected); }

  template <class T>
  T* make(T value) {
    // Destructors never run here, so a node may own nothing.
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T(std::move(value));
  }

  template <class T>
  std::span<const T> copy(const std::vector<T>& items) {
    return copy(std::span<const T>(items));
  }

  template <class T>
  std::span<const T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    void* memory = allocate(items.size() * sizeof(T), alignof(T));
    std::memcpy(memory, items.data(), items.size() * sizeof(T));
    return {static_cast<const T*>(memory), items.size()};
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    auto* memory = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(memory, text.data(), text.size());
    return {memory, text.size()};
  }

 private:
  struct Free {
    void operator()(std::byte* page) const { std::free(page); }
  };

  // Small files need one small page, large files few large ones.
  static constexpr std::size_t kFirstPage = 16 * 1024;
  static constexpr std::size_t kLargestPage = 4 * 1024 * 1024;
  static constexpr std::size_t kLargestExpected = 64 * 1024 * 1024;
  static constexpr std::size_t kHugePage = 2 * 1024 * 1024;

  void* allocate(std::size_t size, std::size_t alignment) {
    std::size_t begin = (used_ + alignment - 1) / alignment * alignment;
    if (begin + size > capacity_) {
      add_page(size);
      begin = 0;
    }
    used_ = begin + size;
    return pages_.back().get() + begin;
  }

  void add_page(std::size_t at_least) {
    capacity_ = std::max(at_least, next_page_);
    next_page_ = std::min(2 * next_page_, std::max(kLargestPage, next_page_));
    const bool is_huge = capacity_ >= kHugePage;
    if (is_huge) capacity_ = (capacity_ + kHugePage - 1) / kHugePage * kHugePage;
    auto* page = static_cast<std::byte*>(is_huge ? std::aligned_alloc(kHugePage, capacity_) : std::malloc(capacity_));
    if (!page) throw std::bad_alloc();
    pages_.emplace_back(page);
    // A third of the time went into the faults of small pages. Where the system has no others, nothing is lost.
    if (is_huge) madvise(page, capacity_, MADV_HUGEPAGE);
  }

  std::vector<std::unique_ptr<std::byte, Free>> pages_;
  std::size_t used_ = 0;
  std::size_t capacity_ = 0;
  std::size_t next_page_ = kFirstPage;
};

}  // namespace sdg::syntax
