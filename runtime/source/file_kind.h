#pragma once

#include <cstdint>
#include <string>

namespace sdg::source {

/// What can be expected of something that was opened for reading.
enum class FileKind : std::uint8_t {
  Plain,   // ends, and can be read again
  Stream,  // a pipe of the shell, a terminal: ends when its writer does, and can be read once
  Folder,
  NamedPipe,  // waits for whoever may never come
  Device,     // may never end
};

/// Opens a path for reading; waits for nobody, whatever stands there. Below 0 where that fails, `errno` says why.
int open_at_once(const std::string& path);

/// Of what `open_at_once` has opened; from here on reading it waits for what there is to come.
FileKind kind_of(int descriptor);

}  // namespace sdg::source
