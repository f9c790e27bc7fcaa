// How single values of a manifest are read. What they mean together is read.cpp's business.
#include "manifest/node.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace kabinet::manifest {

namespace {

std::string join(std::initializer_list<std::string_view> words) {
  std::string all;
  for (const auto word : words) all += (all.empty() ? "" : ", ") + std::string{word};
  return all;
}

}  // namespace

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 63 || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::vector<std::pair<std::string, Node>> Node::members() const {
  if (!value_.is_object()) wrong("write an object {…}");
  std::vector<std::pair<std::string, Node>> all;
  for (const auto& [key, value] : value_.items()) {
    const std::string step = is_name(key) ? key : "\"" + key + "\"";
    all.emplace_back(key, Node{value, file_, path_.empty() ? step : path_ + "." + step});
  }
  return all;
}

void Node::only(std::initializer_list<std::string_view> keys) const {
  for (const auto& [key, member] : members()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      member.wrong("unknown key; here may stand: " + join(keys));
    }
  }
}

std::optional<Node> Node::find(std::string_view key) const {
  for (const auto& [name, member] : members()) {
    if (name == key) return member;
  }
  return std::nullopt;
}

Node Node::need(std::string_view key, const std::string& advice) const {
  if (auto found = find(key)) return *found;
  wrong("\"" + std::string{key} + "\" is missing; " + advice);
}

Node Node::element(std::size_t at) const {
  return Node{value_[at], file_, path_ + "[" + std::to_string(at) + "]"};
}

std::string Node::text() const {
  if (!value_.is_string() || value_.get_ref<const std::string&>().empty()) {
    wrong("write a text in quotes");
  }
  return value_.get<std::string>();
}

std::int64_t Node::integer(std::int64_t low, std::int64_t high) const {
  if (value_.is_number_integer()) {
    const auto number = value_.get<std::int64_t>();
    if (number >= low && number <= high) return number;
  }
  wrong("write a whole number from " + std::to_string(low) + " to " + std::to_string(high));
}

bool Node::truth() const {
  if (!value_.is_boolean()) wrong("write true or false");
  return value_.get<bool>();
}

std::string Node::name() const {
  if (!value_.is_string() || !is_name(value_.get_ref<const std::string&>())) {
    wrong("write a name in snake_case (a-z, 0-9, _; a letter first)");
  }
  return value_.get<std::string>();
}

std::vector<std::string> Node::names() const {
  if (!value_.is_array()) return {name()};
  std::vector<std::string> all;
  for (std::size_t i = 0; i < value_.size(); ++i) {
    const Node one = element(i);
    if (std::find(all.begin(), all.end(), one.name()) != all.end()) {
      one.wrong("\"" + one.name() + "\" stands here twice; remove one");
    }
    all.push_back(one.name());
  }
  return all;
}

std::int64_t Node::quantity(
    std::initializer_list<std::pair<std::string_view, std::int64_t>> units, std::int64_t low,
    std::int64_t high) const {
  std::string allowed;
  for (const auto& [unit, factor] : units) {
    allowed += (allowed.empty() ? "\"5" : ", \"5") + std::string{unit} + "\"";
    if (!value_.is_string()) continue;
    const auto& said = value_.get_ref<const std::string&>();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), number);
    if (error != std::errc{} || std::string_view{end} != unit) continue;
    if (number > 0 && number <= high / factor && number * factor >= low) return number * factor;
    wrong("\"" + said + "\" is too small or too large");
  }
  wrong("write a number with its unit, like " + allowed);
}

}  // namespace kabinet::manifest
