// A text file, plain or gzip, as physical lines. Memory is bounded whatever the file holds: a
// line over `line_bytes_max` is read past and handed out empty, with `too_long` set.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace kabinet {

inline constexpr std::size_t line_bytes_max = 64 * 1024;

struct Line {
  std::int64_t number = 0;  // from 1
  std::string text;         // without its LF or CRLF
  bool ended = false;       // false: the file ended before the line did
  bool too_long = false;
};

class Lines {
 public:
  // Throws std::runtime_error that names the file if it cannot be opened.
  explicit Lines(const std::string& path);
  ~Lines();
  Lines(Lines&&) noexcept;

  bool next(Line& line);
  // Bytes of the file on disk, for a progress bar.
  [[nodiscard]] std::int64_t bytes_done() const;
  [[nodiscard]] std::int64_t bytes_total() const;
  // The file ended too early or its checksum is wrong (gzip); known only after the last line.
  [[nodiscard]] bool damaged() const;

 private:
  struct File;
  std::unique_ptr<File> file_;
};

}  // namespace kabinet
