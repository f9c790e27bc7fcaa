// Letters with a one-time code for clients who cannot sign in yet: neither a password nor a live
// letter. The codes exist in this file and on paper; the database keeps keyed hashes only.
#pragma once

#include "crypto/vault.hpp"
#include "pg/db.hpp"

#include <cstdint>
#include <string>

namespace kabinet::registry {

class Letters {
 public:
  // Makes the file, readable by its owner alone; throws std::runtime_error if it exists already,
  // for it may hold codes that were not sent yet.
  explicit Letters(const std::string& path);
  ~Letters();
  Letters(const Letters&) = delete;
  Letters& operator=(const Letters&) = delete;

  // Issues and writes; a page of letters is on the disk before the database learns of it. So a
  // stop between the two leaves letters that open nothing, never a code that nobody has.
  // Answers how many were written.
  std::int64_t write(pg::Db& db, const Vault& vault, const std::string& site_url);

 private:
  void put(const std::string& text);

  std::string path_;
  int fd_ = -1;
};

}  // namespace kabinet::registry
