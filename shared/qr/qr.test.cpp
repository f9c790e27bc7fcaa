// What is drawn is read again by a reader that is not ours (zbarimg), from the very path that the
// browser gets.
#include "qr/qr.hpp"

#include "testing/process.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <stdexcept>

using namespace kabinet;

namespace {

constexpr std::size_t pixels = 4;  // a module's side

// Draws the path as a browser would: each "Mx yhNv1h-Nz" is a black bar.
void draw(const std::string& path, int size, const std::string& file) {
  const std::size_t side = static_cast<std::size_t>(size) * pixels;
  std::string picture(side * side, '\xFF');
  std::istringstream in{path};
  char letter = 0;
  std::size_t x = 0;
  std::size_t y = 0;
  std::size_t run = 0;
  std::string rest;
  while (in >> letter >> x >> y >> letter >> run && std::getline(in, rest, 'z')) {
    for (std::size_t row = y * pixels; row < (y + 1) * pixels; ++row) {
      picture.replace(row * side + x * pixels, run * pixels, run * pixels, '\0');
    }
  }
  std::ofstream{file, std::ios::binary} << "P5 " << side << " " << side << " 255\n" << picture;
}

std::string read_again(const std::string& text) {
  const testing::Folder folder;
  const Qr symbol = qr_of(text);
  draw(svg_path(symbol), drawn_size(symbol), folder / "qr.pgm");
  testing::Process reader{{"/usr/bin/zbarimg", "--quiet", "--raw", "--nodbus", "-Sbinary",
                           folder / "qr.pgm"}};
  REQUIRE(reader.finish() == 0);
  return reader.output();
}

}  // namespace

TEST_CASE("what a QR symbol holds is read again byte for byte", "[qr]") {
  for (const std::string& text :
       {std::string{"A"}, std::string{"ST00012|Name=ООО «Пример»|Purpose=Оплата № 7, 😀"},
        std::string{"https://qr.nspk.ru/AS10003P3RH0LJ2A9ROO038L6NT5RU1M?type=01"},
        std::string(600, 'x')}) {
    INFO(text);
    CHECK(read_again(text) == text);
  }
}

TEST_CASE("the quiet zone of four modules stays free", "[qr]") {
  const Qr symbol = qr_of("A");
  CHECK(symbol.size == 21);
  CHECK(drawn_size(symbol) == 29);
  CHECK(svg_path(symbol).starts_with("M4 4h7v1h-7z"));
}

TEST_CASE("text that fits no symbol, and no text, have no QR", "[qr]") {
  CHECK(qr_of(std::string(2331, 'x')).size == 177);
  CHECK_THROWS_AS(qr_of(std::string(2332, 'x')), std::length_error);
  CHECK_THROWS_AS(qr_of(""), std::invalid_argument);
}
