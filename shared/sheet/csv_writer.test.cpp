// CSV out: what leaves here must come back the same through another reader.
#include "sheet/csv_writer.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <stdexcept>

using namespace kabinet;

namespace {

std::string written(const Row& row, CsvStyle style = {}) {
  CsvWriter out{style};
  out.add(row);
  return out.take();
}

// A second parser, written for this test alone: RFC 4180 with ; and nothing of libcsv.
std::vector<std::string> read_back(const std::string& text) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && text[i + 1] == '"') {
      cells.back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ';' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("numbers, money and days are typed and take no apostrophe", "[sheet]") {
  CHECK(written({std::int64_t{-5}, Kopecks{-123}, Day{"2026-02-28"}, {}}) ==
        "-5;-1.23;2026-02-28;\n");
}

TEST_CASE("the decimal sign and the byte order mark are a matter of style", "[sheet]") {
  CHECK(written({Kopecks{150}}, {.bom = true, .decimal_sign = ','}) == "\xEF\xBB\xBF" "1,50\n");
}

TEST_CASE("a cell with a separator, a quote or a line end is quoted", "[sheet]") {
  CHECK(written({std::string{"a;b"}}) == "\"a;b\"\n");
  CHECK(written({std::string{"ООО \"Пример\""}}) == "\"ООО \"\"Пример\"\"\"\n");
  CHECK(written({std::string{"a\nb"}}) == "\"a\nb\"\n");
}

TEST_CASE("a day that does not exist is refused", "[sheet]") {
  CHECK_THROWS_AS(written({Day{"2026-02-30"}}), std::invalid_argument);
}

TEST_CASE("what was taken is not given twice", "[sheet]") {
  CsvWriter out;
  out.add({std::string{"a"}});
  CHECK(out.waiting() == 2);
  CHECK(out.take() == "a\n");
  CHECK(out.take().empty());
}

TEST_CASE("no random text begins a cell with a formula's sign", "[sheet]") {
  std::mt19937 random{20260101};
  const std::string alphabet{"=+-@\t\r\n\0;\"' aЯ1", 17};
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    for (auto left = random() % 8; left > 0; --left) text += alphabet[random() % alphabet.size()];
    const std::vector<std::string> cells = read_back(written({text, std::string{"end"}}));
    REQUIRE(cells.size() == 2);
    const bool dangerous = !text.empty() && std::string{"=+-@\t\r\n\0", 8}.find(text[0]) !=
                                                std::string::npos;
    REQUIRE(cells[0] == (dangerous ? "'" + text : text));
  }
}
