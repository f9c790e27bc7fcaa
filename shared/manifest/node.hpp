// One place in a function.json: the value and the way to it, so that every complaint can name
// both. Only this room includes it.
#pragma once

#include "base/json.hpp"
#include "manifest/manifest.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kabinet::manifest {

using Json = nlohmann::ordered_json;

class Node {
 public:
  Node(const Json& value, std::string file, std::string path = "")
      : value_(value), file_(std::move(file)), path_(std::move(path)) {}

  [[noreturn]] void wrong(const std::string& what) const {
    throw Wrong{file_ + ": " + (path_.empty() ? "the file" : path_) + ": " + what};
  }

  const Json& value() const { return value_; }
  // Must be an object with no other keys than these.
  void only(std::initializer_list<std::string_view> keys) const;
  // Must be an object; its members in the order they are written.
  [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const;
  [[nodiscard]] std::optional<Node> find(std::string_view key) const;
  [[nodiscard]] Node need(std::string_view key, const std::string& advice) const;
  [[nodiscard]] Node element(std::size_t at) const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;
  [[nodiscard]] bool truth() const;
  // A snake_case name.
  [[nodiscard]] std::string name() const;
  // One name, or a list of names that does not repeat any.
  [[nodiscard]] std::vector<std::string> names() const;
  // A number with a unit behind it, times the unit's factor: "5s" with {"s", 1000} is 5000.
  [[nodiscard]] std::int64_t quantity(
      std::initializer_list<std::pair<std::string_view, std::int64_t>> units, std::int64_t low,
      std::int64_t high) const;

 private:
  const Json& value_;
  std::string file_;
  std::string path_;
};

[[nodiscard]] bool is_name(std::string_view text);
[[nodiscard]] Field input_field(const Node& at, const std::string& name);
[[nodiscard]] Shape reply_shape(const Node& at);

}  // namespace kabinet::manifest
