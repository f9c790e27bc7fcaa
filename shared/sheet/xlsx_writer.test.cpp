// XLSX out, taken apart again by a reader of ZIP that knows nothing of libxlsxwriter.
#include "sheet/xlsx_writer.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include <cstdint>
#include <stdexcept>

using namespace kabinet;

namespace {

std::uint32_t number(const std::string& bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + i));
  }
  return value;
}

std::string inflated(std::string packed, std::size_t size) {
  std::string text(size, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  inflateEnd(&stream);
  return text;
}

// One member of a ZIP archive, found through its central directory.
std::string part(const std::string& bytes, const std::string& name) {
  const std::size_t end = bytes.rfind("PK\x05\x06");
  REQUIRE(end != std::string::npos);
  std::size_t at = number(bytes, end + 16, 4);
  while (bytes.compare(at, 4, "PK\x01\x02") == 0) {
    const std::size_t name_size = number(bytes, at + 28, 2);
    if (bytes.compare(at + 46, name_size, name) == 0) {
      const std::size_t local = number(bytes, at + 42, 4);
      const std::size_t data =
          local + 30 + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
      return inflated(bytes.substr(data, number(bytes, at + 20, 4)), number(bytes, at + 24, 4));
    }
    at += 46 + name_size + number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
  }
  FAIL("no member " << name);
  return {};
}

std::string sheet_of(const Row& row) {
  XlsxWriter book{"Выписка"};
  book.add({std::string{"head"}});
  book.add(row);
  return part(book.finish(), "xl/worksheets/sheet1.xml");
}

bool holds(const std::string& text, const std::string& piece) {
  return text.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("text is never a formula or a link in a sheet", "[sheet]") {
  const std::string xml = sheet_of({std::string{"=1+1"}, std::string{"http://evil.example"},
                                    std::string{"\x01=2", 3}, std::string{"\0=3", 3}});
  CHECK(holds(xml, "<is><t>'=1+1</t></is>"));
  CHECK(holds(xml, "<is><t>http://evil.example</t></is>"));
  CHECK(holds(xml, "<is><t>'=2</t></is>"));
  CHECK(holds(xml, "<is><t>'=3</t></is>"));
  CHECK_FALSE(holds(xml, "<f>"));
  CHECK_FALSE(holds(xml, "hyperlink"));
}

TEST_CASE("money, days and numbers are typed cells", "[sheet]") {
  const std::string xml =
      sheet_of({Kopecks{123456}, Kopecks{-1}, Day{"2026-03-01"}, std::int64_t{7}});
  CHECK(holds(xml, "<c r=\"A2\" s=\"2\"><v>1234.56</v></c>"));
  CHECK(holds(xml, "<c r=\"B2\" s=\"2\"><v>-0.01</v></c>"));
  CHECK(holds(xml, "<c r=\"C2\" s=\"3\"><v>46082</v></c>"));
  CHECK(holds(xml, "<c r=\"D2\"><v>7</v></c>"));
}

TEST_CASE("money that a double cannot hold stays exact as text", "[sheet]") {
  CHECK(holds(sheet_of({Kopecks{9'007'199'254'740'993}}), "<t>90071992547409.93</t>"));
}

TEST_CASE("Russian text and marks of XML survive", "[sheet]") {
  CHECK(holds(sheet_of({std::string{"Платёж <b> & \"c\""}}), "Платёж &lt;b&gt; &amp; \"c\""));
}

TEST_CASE("a cell over the format's limit is cut between letters", "[sheet]") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "Я";
  const std::string xml = sheet_of({text});
  CHECK(holds(xml, "ЯЯ</t>"));
}

TEST_CASE("any title makes a sheet", "[sheet]") {
  for (const std::string title : {"", "a/b:c*?[]'", "Выписка по договору с очень длинным именем"}) {
    XlsxWriter book{title};
    book.add({std::string{"x"}});
    CHECK(holds(part(book.finish(), "xl/workbook.xml"), "<sheet name="));
  }
}

TEST_CASE("a sheet that is not finished leaves nothing behind", "[sheet]") {
  XlsxWriter book{"x"};
  book.add({Day{"2026-01-01"}});
  CHECK_THROWS_AS(book.add({Day{"2026-13-01"}}), std::invalid_argument);
}
