// CSV in: every kind of damage costs its own line and no other.
#include "sheet/csv_reader.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>
#include <zlib.h>

#include <cstdio>
#include <fstream>
#include <random>

using namespace kabinet;

namespace {

// A file that is gone at the end of the case.
class File {
 public:
  explicit File(const std::string& bytes) {
    const int fd = mkstemp(path_.data());
    REQUIRE(fd >= 0);
    close(fd);
    std::ofstream{path_, std::ios::binary} << bytes;
  }
  ~File() { unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/kabinet-csv-XXXXXX";
};

std::string packed(const std::string& bytes) {
  const File file{""};
  gzFile out = gzopen(file.path().c_str(), "wb");
  gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(out);
  std::ifstream in{file.path(), std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// "line:cell|cell" of a good record, "line!problem" of a bad one.
std::vector<std::string> read_all(const std::string& bytes) {
  const File file{bytes};
  CsvReader reader{file.path()};
  std::vector<std::string> out;
  CsvRecord record;
  while (reader.next(record)) {
    std::string text = std::to_string(record.line);
    if (!record.problem.empty()) {
      text += "!" + record.problem;
    } else {
      for (std::size_t i = 0; i < record.cells.size(); ++i) {
        text += (i == 0 ? ":" : "|") + record.cells[i];
      }
    }
    out.push_back(text);
  }
  return out;
}

std::string problem_of_file(const std::string& bytes) {
  const File file{bytes};
  try {
    CsvReader reader{file.path()};
    return "";
  } catch (const CsvUnreadable& unreadable) {
    return unreadable.code;
  }
}

using Lines_ = std::vector<std::string>;

}  // namespace

TEST_CASE("columns are named in lower case, with or without a byte order mark", "[sheet]") {
  for (const std::string head : {"", "\xEF\xBB\xBF"}) {
    const File file{head + "A;\"b c\"; D \r\n"};
    CHECK(CsvReader{file.path()}.columns() == Lines_{"a", "b c", "d"});
  }
}

TEST_CASE("LF, CRLF, quotes and empty lines are read", "[sheet]") {
  CHECK(read_all("a;b\n1;2\r\n\r\n;\n\"x;\"\"y\"\"\"; z \n") ==
        Lines_{"2:1|2", "5:x;\"y\"|z"});
}

TEST_CASE("a quoted cell may hold a line end, and lines are counted on", "[sheet]") {
  CHECK(read_all("a;b\n\"1\r\n1\";2\n3;4\n") == Lines_{"2:1\n1|2", "4:3|4"});
}

TEST_CASE("a quote that never closes costs its own line only", "[sheet]") {
  CHECK(read_all("a;b\n\"1;2\n3;4\n\"5\";6\n") == Lines_{"2!quotes_wrong", "3:3|4", "4:5|6"});
  CHECK(read_all("a;b\n\"1;2\n3;4\n\"5;6\n7;8\n") ==
        Lines_{"2!quotes_wrong", "3:3|4", "4!quotes_wrong", "5:7|8"});
}

TEST_CASE("a quote within an unquoted cell is a character", "[sheet]") {
  CHECK(read_all("a;b\n12\" pipe;2\n") == Lines_{"2:12\" pipe|2"});
}

TEST_CASE("too few and too many cells are named, empty ones at the end are not", "[sheet]") {
  CHECK(read_all("a;b\n1\n1;2;3\n1;2;;\n") ==
        Lines_{"2!columns_wrong", "3!columns_wrong", "4:1|2"});
}

TEST_CASE("a last line without a line end is cut, for nobody knows what is missing", "[sheet]") {
  CHECK(read_all("a;b\n1;2\n3;4") == Lines_{"2:1|2", "3!line_is_cut"});
}

TEST_CASE("a line over 64 KiB is passed over", "[sheet]") {
  const std::string longest(line_bytes_max - 2, 'x');
  CHECK(read_all("a;b\n" + longest + "xxx;1\n3;4\n") == Lines_{"2!line_too_long", "3:3|4"});
  CHECK(read_all("a;b\n" + longest + ";1\n") == Lines_{"2:" + longest + "|1"});
}

TEST_CASE("control characters are named", "[sheet]") {
  CHECK(read_all(std::string{"a;b\n1;\0\n2;\x1b\n3;\r4\n5;6\n", 21}) ==
        Lines_{"2!control_character", "3!control_character", "4!control_character", "5:5|6"});
}

TEST_CASE("each line is read as the encoding it is in", "[sheet]") {
  const File file{"a;b\n\xC0\xED\xED\xE0;\xB8\xB9\nЁж;№\nx;y\n"};
  CsvReader reader{file.path()};
  CsvRecord record;
  REQUIRE(reader.next(record));
  CHECK(record.cells == Lines_{"Анна", "ё№"});
  CHECK(reader.encoding_changed_at() == 0);
  REQUIRE(reader.next(record));
  CHECK(record.cells == Lines_{"Ёж", "№"});
  CHECK(reader.encoding_changed_at() == 3);
}

TEST_CASE("damaged UTF-8 is not taken for Windows-1251", "[sheet]") {
  CHECK(read_all("a;b\nАнтонов\xD0;1\n") == Lines_{"2!encoding_broken"});
  CHECK(read_all("a;b\n\x98\xC0\xC1;1\n") == Lines_{"2!encoding_broken"});
  // СЁМИНА in 1251: its first two bytes alone would be a letter of UTF-8.
  CHECK(read_all("a;b\n\xD1\xA8\xCC\xC8\xCD\xC0;1\n") == Lines_{"2:СЁМИНА|1"});
}

TEST_CASE("every letter of Windows-1251 has its character", "[sheet]") {
  std::string line;
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (byte != 0x98) line += static_cast<char>(byte);
  }
  REQUIRE(make_utf8(line) == Encoding::cp1251);
  CHECK(line ==
        "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї°±Ііґµ¶·ё№є»јЅѕї"
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя");
}

TEST_CASE("gzip is read like a plain file", "[sheet]") {
  CHECK(read_all(packed("a;b\n1;2\n")) == Lines_{"2:1|2"});
}

TEST_CASE("a cut gzip gives what can be read and says that it is damaged", "[sheet]") {
  std::string text = "a;b\n";
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919 % 104729) + ";x\n";
  const std::string whole = packed(text);
  const File file{whole.substr(0, whole.size() / 2)};
  CsvReader reader{file.path()};
  CsvRecord record;
  int good = 0;
  while (reader.next(record)) good += record.problem.empty();
  CHECK(good > 1000);
  CHECK(good < 50'000);
  CHECK(record.problem == "line_is_cut");
  CHECK(reader.lines().damaged());
}

TEST_CASE("a whole gzip is not called damaged", "[sheet]") {
  const File file{packed("a;b\n1;2\n")};
  CsvReader reader{file.path()};
  CsvRecord record;
  while (reader.next(record)) continue;
  CHECK_FALSE(reader.lines().damaged());
}

TEST_CASE("a file that has no readable header is refused as a whole", "[sheet]") {
  CHECK(problem_of_file("") == "file_empty");
  CHECK(problem_of_file(std::string{"\xFF\xFE" "a\0;\0", 6}) == "file_is_utf16");
  CHECK(problem_of_file("a;b;A\n1;2;3\n") == "column_twice");
  CHECK(problem_of_file("a;\"b\n1;2\n") == "header_unreadable");
  CHECK(problem_of_file("a;b") == "header_unreadable");
  CHECK_THROWS_AS(CsvReader{"/nonexistent/clients.csv"}, CsvUnreadable);
}

TEST_CASE("random damage never stops the reader, and lines only go forward", "[sheet]") {
  std::mt19937 random{20260101};
  std::string whole = "a;b;c\n";
  for (int i = 0; i < 30; ++i) whole += std::to_string(i) + ";\"Пла\"\"тёж\n;x\";" + "слово\r\n";
  const std::string bytes{"\";\n\r\0\xD0\x98\xFF a", 10};
  for (int round = 0; round < 1000; ++round) {
    std::string damaged = whole;
    for (auto left = 1 + random() % 8; left > 0; --left) {
      const std::size_t at = random() % damaged.size();
      if (random() % 4 == 0) damaged.resize(at + 1);
      damaged[random() % damaged.size()] = bytes[random() % bytes.size()];
    }
    const File file{damaged};
    try {
      CsvReader reader{file.path()};
      CsvRecord record;
      std::int64_t line = 1;
      while (reader.next(record)) {
        REQUIRE(record.line > line);
        REQUIRE((!record.problem.empty() || record.cells.size() == reader.columns().size()));
        line = record.line;
      }
    } catch (const CsvUnreadable& unreadable) {
      REQUIRE_FALSE(unreadable.code.empty());
    }
  }
}
