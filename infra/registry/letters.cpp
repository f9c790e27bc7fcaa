// Codes of ten characters without look-alikes. A letter lives 14 days at most, and its date must
// be true in every time zone, so it names the 13th day and ends with it.
#include "registry/letters.hpp"

#include "base/json.hpp"
#include "crypto/crypto.hpp"
#include "sheet/csv_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <stdexcept>

namespace kabinet::registry {

namespace {

constexpr int letters_per_page = 2000;
constexpr std::size_t code_length = 10;
constexpr std::time_t valid_s = 13 * 24 * 3600;  // to the end of that day: under 14 days

std::string last_day_of_code() {
  const std::time_t when = std::time(nullptr) + valid_s;
  std::tm parts{};
  gmtime_r(&when, &parts);
  std::array<char, 16> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
  return text.data();
}

std::string opened(const Vault& vault, const pg::Rows& rows, std::size_t i, const char* field) {
  const std::optional<Bytes> sealed = rows.maybe_bytes(i, std::string{field} + "_sealed");
  if (!sealed) return {};
  return vault.open(rows.bytes(i, "dek_wrapped"), rows.need(i, "client_id"),
                    std::string{"client."} + field, *sealed);
}

// Takes letters off the file again when the database refused their codes.
struct Undo {
  int fd;
  off_t size;
  bool needed = true;
  ~Undo() {
    if (needed && ftruncate(fd, size) == 0) lseek(fd, size, SEEK_SET);
  }
};

}  // namespace

Letters::Letters(const std::string& path)
    : path_(path), fd_(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
  if (fd_ < 0) throw std::runtime_error{path + ": " + std::strerror(errno)};
  CsvWriter head;
  Row names;
  for (const char* name : {"client_no", "code", "last_name", "first_name", "middle_name",
                           "valid_until", "url"}) {
    names.emplace_back(std::string{name});
  }
  head.add(names);
  put(head.take());
}

Letters::~Letters() { close(fd_); }

std::int64_t Letters::write(pg::Db& db, const Vault& vault, const std::string& site_url) {
  const std::string valid_until = last_day_of_code();
  std::string after;
  std::int64_t written = 0;
  while (true) {
    db.begin();
    const pg::Rows page = db.call("identity_list_unlettered", {after, letters_per_page});
    nlohmann::json batch = nlohmann::json::array();
    CsvWriter sheet;
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::string& login = page.need(i, "login");
      const std::string code{new_letter_code(code_length).reveal()};
      batch.push_back({{"client_id", page.need(i, "client_id")},
                       {"code_mac", hex(vault.mac("activation", login + "|" + code))},
                       {"expires_at", valid_until + "T23:59:59Z"}});
      sheet.add({login, code, opened(vault, page, i, "last_name"),
                 opened(vault, page, i, "first_name"), opened(vault, page, i, "middle_name"),
                 Day{valid_until}, site_url + "/activate"});
    }
    if (!page.empty()) {
      Undo undo{fd_, lseek(fd_, 0, SEEK_CUR)};
      put(sheet.take());
      db.call("identity_issue_letters", {batch.dump()});
      undo.needed = false;
      after = page.need(page.size() - 1, "login");
    }
    db.commit();
    written += static_cast<std::int64_t>(page.size());
    if (page.size() < letters_per_page) return written;
  }
}

void Letters::put(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t got = ::write(fd_, text.data() + at, text.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw std::runtime_error{path_ + ": " + std::strerror(errno)};
    at += static_cast<std::size_t>(got);
  }
  if (fsync(fd_) != 0 && errno != EINVAL) {
    throw std::runtime_error{path_ + ": " + std::strerror(errno)};
  }
}

}  // namespace kabinet::registry
