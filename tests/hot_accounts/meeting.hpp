// Where the sessions meet: what one leaves for another, so that both work on the same payment at
// once, and the history they all write. Nothing here speaks to the database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace kabinet::hot {

// Things that wait for whoever comes first; `get` and `take` choose by the caller's dice.
template <typename Thing>
class Pool {
 public:
  void put(Thing thing) {
    const std::lock_guard guard{mutex_};
    things_.push_back(std::move(thing));
  }
  std::size_t size() {
    const std::lock_guard guard{mutex_};
    return things_.size();
  }
  std::optional<Thing> get(std::uint64_t dice) {
    const std::lock_guard guard{mutex_};
    if (things_.empty()) return std::nullopt;
    return things_[dice % things_.size()];
  }
  std::optional<Thing> take(std::uint64_t dice) {
    const std::lock_guard guard{mutex_};
    if (things_.empty()) return std::nullopt;
    std::swap(things_[dice % things_.size()], things_.back());
    Thing thing = std::move(things_.back());
    things_.pop_back();
    return thing;
  }

 private:
  std::mutex mutex_;
  std::vector<Thing> things_;
};

// The thing somebody works on just now, for another to come in between.
template <typename Thing>
class Latest {
 public:
  void put(Thing thing) {
    const std::lock_guard guard{mutex_};
    thing_ = std::move(thing);
  }
  std::optional<Thing> get() {
    const std::lock_guard guard{mutex_};
    return thing_;
  }

 private:
  std::mutex mutex_;
  std::optional<Thing> thing_;
};

// What was asked for and whether it was acknowledged, a line each: kind, key, of (a contract or a
// payment), component, kopecks, done or lost. judge.sql reads it.
class History {
 public:
  explicit History(const std::string& path) : file_(path) {}
  void write(const std::string& line) {
    const std::lock_guard guard{mutex_};
    file_ << line << '\n';
  }
  void close() {
    file_.close();
    if (!file_) throw std::runtime_error{"the history could not be written"};
  }

 private:
  std::mutex mutex_;
  std::ofstream file_;
};

}  // namespace kabinet::hot
