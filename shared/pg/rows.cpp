// Typed reading of text rows.
#include "pg/rows.hpp"

#include "base/require.hpp"

#include <algorithm>
#include <charconv>

namespace kabinet::pg {

namespace {

Bytes from_hex(const std::string& text) {
  require(text.starts_with("\\x") && text.size() % 2 == 0, "bytea arrives in hex form");
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  Bytes bytes;
  bytes.data.reserve(text.size() / 2 - 1);
  for (std::size_t i = 2; i < text.size(); i += 2) {
    bytes.data += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
  }
  return bytes;
}

}  // namespace

std::size_t Rows::index(std::string_view column) const {
  const auto it = std::find(columns_.begin(), columns_.end(), column);
  if (it == columns_.end()) throw Broken{"no column " + std::string{column} + " in the answer"};
  return static_cast<std::size_t>(it - columns_.begin());
}

const std::optional<std::string>& Rows::at(std::size_t row, std::string_view column) const {
  require(row < cells_.size(), "the row exists");
  return cells_[row][index(column)];
}

const std::string& Rows::need(std::size_t row, std::string_view column) const {
  const auto& cell = at(row, column);
  if (!cell) throw Broken{"column " + std::string{column} + " is null"};
  return *cell;
}

std::int64_t Rows::integer(std::size_t row, std::string_view column) const {
  const std::string& text = need(row, column);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  require(error == std::errc{} && end == text.data() + text.size(), "the column is an integer");
  return value;
}

bool Rows::truth(std::size_t row, std::string_view column) const {
  return need(row, column) == "t";
}

Bytes Rows::bytes(std::size_t row, std::string_view column) const {
  return from_hex(need(row, column));
}

std::optional<Bytes> Rows::maybe_bytes(std::size_t row, std::string_view column) const {
  const auto& cell = at(row, column);
  return cell ? std::optional{from_hex(*cell)} : std::nullopt;
}

const std::string& Rows::scalar() const {
  require(cells_.size() == 1 && columns_.size() == 1, "the answer is one value");
  const auto& cell = cells_[0][0];
  require(cell.has_value(), "the value is not null");
  return *cell;
}

}  // namespace kabinet::pg
