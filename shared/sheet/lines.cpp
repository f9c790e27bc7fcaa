// zlib's gz functions read a plain file as it is, so there is one path for both. A damaged gzip
// gives what can still be read and then says so, because good rows are to be loaded.
#include "sheet/lines.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <stdexcept>
#include <string_view>
#include <vector>

namespace kabinet {

struct Lines::File {
  gzFile handle = nullptr;
  std::vector<char> buffer = std::vector<char>(128 * 1024);
  std::string_view waiting;  // of the buffer: read, not yet handed out
  std::int64_t total = 0;
  std::int64_t line = 0;
  bool damaged = false;

  ~File() {
    if (handle) gzclose_r(handle);
  }

  // False at the end of what can be read.
  bool refill() {
    if (!waiting.empty()) return true;
    const int got = gzread(handle, buffer.data(), static_cast<unsigned>(buffer.size()));
    int state = Z_OK;
    gzerror(handle, &state);
    // Z_BUF_ERROR is zlib's word for a gzip stream that stops in its middle.
    damaged = damaged || got < 0 || state == Z_BUF_ERROR || state == Z_DATA_ERROR;
    if (got > 0) waiting = {buffer.data(), static_cast<std::size_t>(got)};
    return got > 0;
  }
};

Lines::Lines(const std::string& path) : file_(std::make_unique<File>()) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) {
    throw std::runtime_error{path + ": no such file"};
  }
  file_->total = about.st_size;
  file_->handle = gzopen(path.c_str(), "rbe");
  if (!file_->handle) throw std::runtime_error{path + ": cannot be opened"};
  gzbuffer(file_->handle, 128 * 1024);
}

Lines::~Lines() = default;
Lines::Lines(Lines&&) noexcept = default;

bool Lines::next(Line& line) {
  line.text.clear();
  line.ended = line.too_long = false;
  bool any = false;
  while (!line.ended && file_->refill()) {
    any = true;
    std::string_view& waiting = file_->waiting;
    const std::size_t end = waiting.find('\n');
    const std::string_view part = waiting.substr(0, end);
    line.ended = end != std::string_view::npos;
    waiting.remove_prefix(line.ended ? end + 1 : waiting.size());
    line.too_long = line.too_long || line.text.size() + part.size() > line_bytes_max;
    if (line.too_long) {
      line.text.clear();
    } else {
      line.text += part;
    }
  }
  if (line.ended && line.text.ends_with('\r')) line.text.pop_back();
  if (any) line.number = ++file_->line;
  return any;
}

std::int64_t Lines::bytes_done() const { return gzoffset(file_->handle); }
std::int64_t Lines::bytes_total() const { return file_->total; }
bool Lines::damaged() const { return file_->damaged; }

}  // namespace kabinet
