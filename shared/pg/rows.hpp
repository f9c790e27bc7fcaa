// What goes into a call and what comes back: arguments and rows, without libpq.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::pg {

// One argument of a call: text in PostgreSQL's own form, bytes, or null.
class Value {
 public:
  Value(std::nullptr_t) {}
  Value(const char* text) : text_(text) {}
  Value(std::string text) : text_(std::move(text)) {}
  Value(std::string_view text) : text_(std::string{text}) {}
  Value(bool truth) : text_(truth ? "t" : "f") {}
  Value(int number) : text_(std::to_string(number)) {}
  Value(std::int64_t number) : text_(std::to_string(number)) {}
  Value(Bytes bytes) : text_(std::move(bytes.data)), binary_(true) {}
  template <typename T>
  Value(const std::optional<T>& maybe) {
    if (maybe) *this = Value{*maybe};
  }

  [[nodiscard]] const std::optional<std::string>& text() const { return text_; }
  [[nodiscard]] bool binary() const { return binary_; }

 private:
  std::optional<std::string> text_;
  bool binary_ = false;
};

using Values = std::vector<Value>;

// Rows of one answer, by column name. A null column is an empty optional. `at` and `need` throw
// Broken for an unknown column; `need` also for null.
class Rows {
 public:
  Rows(std::vector<std::string> columns,
       std::vector<std::vector<std::optional<std::string>>> cells)
      : columns_(std::move(columns)), cells_(std::move(cells)) {}

  [[nodiscard]] std::size_t size() const { return cells_.size(); }
  [[nodiscard]] bool empty() const { return cells_.empty(); }
  [[nodiscard]] const std::optional<std::string>& at(std::size_t row,
                                                     std::string_view column) const;
  [[nodiscard]] const std::string& need(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::int64_t integer(std::size_t row, std::string_view column) const;
  [[nodiscard]] bool truth(std::size_t row, std::string_view column) const;
  [[nodiscard]] Bytes bytes(std::size_t row, std::string_view column) const;
  [[nodiscard]] std::optional<Bytes> maybe_bytes(std::size_t row, std::string_view column) const;
  // First column of the only row: what a function that returns json gives.
  [[nodiscard]] const std::string& scalar() const;

 private:
  [[nodiscard]] std::size_t index(std::string_view column) const;

  std::vector<std::string> columns_;
  std::vector<std::vector<std::optional<std::string>>> cells_;
};

}  // namespace kabinet::pg
