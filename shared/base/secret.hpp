// A value that must not reach a log, an answer or an error text: passwords, one-time codes,
// tokens. There is no operator<<, no conversion to string and no formatter; whoever needs the
// text has to write reveal(), which is easy to find in review. Memory is wiped at the end.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace kabinet {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  Secret(Secret&&) noexcept = default;
  Secret& operator=(Secret&&) noexcept = default;
  ~Secret() { wipe(); }

  [[nodiscard]] std::string_view reveal() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  void wipe() noexcept {
    volatile char* at = text_.data();
    for (std::size_t i = 0; i < text_.size(); ++i) at[i] = 0;
  }

  std::string text_;
};

}  // namespace kabinet
