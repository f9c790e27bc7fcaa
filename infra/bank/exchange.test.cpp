// Statements as banks write them, in each encoding, whole and damaged.
#include "bank/exchange.hpp"

#include "bank/encoding.hpp"
#include "testing/process.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace kabinet::bank;

namespace {

const std::string whole = R"(1CClientBankExchange
ВерсияФормата=1.03
Кодировка=Windows
Получатель=Portal
ДатаНачала=01.03.2026
ДатаКонца=01.03.2026
РасчСчет=40702810938000012345
СекцияРасчСчет
РасчСчет=40702810938000012345
НачальныйОстаток=1000.00
ВсегоПоступило=1500.75
ВсегоСписано=
КонечныйОстаток=2500.75
КонецРасчСчет
СекцияДокумент=Платежное поручение
Номер=0042
Дата=28.02.2026
Сумма=1500.75
ПлательщикСчет=40817810438000012345
Плательщик=ИНН 770000001287 Иванов Иван Иванович
Плательщик1=Иванов Иван Иванович
ПлательщикИНН=770000001287
ПолучательСчет=40702810938000012345
ДатаПоступило=01.03.2026
НазначениеПлатежа1=Оплата по договору
НазначениеПлатежа2=№ A-1 = всё
КонецДокумента
КонецФайла
)";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) lines.push_back(line + "\r");
  return lines;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Two bytes of UTF-8 to the one byte of an encoding that holds А to я at these places.
std::string encoded(const std::string& text, unsigned upper, unsigned lower, unsigned last) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i];
      continue;
    }
    if (byte == 0xE2) {  // №
      out += upper == 0xC0 ? '\xB9' : '\xFC';
      i += 2;
      continue;
    }
    const unsigned code = (byte & 0x1FU) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3FU);
    const unsigned place = code - 0x410U;
    out += static_cast<char>(code == 0x451U   ? (upper == 0xC0 ? 0xB8U : 0xF1U)
                             : place < 0x20U ? upper + place
                             : place < 0x30U ? lower + place - 0x20U
                                             : last + place - 0x30U);
  }
  return out;
}

void check_whole(const Exchange& read) {
  CHECK(read.faults.empty());
  CHECK(read.accounts == std::vector<std::string>{"40702810938000012345"});
  REQUIRE(read.totals.size() == 1);
  CHECK(read.totals[0].opening == 100000);
  CHECK(read.totals[0].received == 150075);
  CHECK_FALSE(read.totals[0].spent);
  REQUIRE(read.documents.size() == 1);
  const Document& one = read.documents[0];
  CHECK(one.line == 15);
  CHECK(one.number == "0042");
  CHECK(one.day == "2026-03-01");
  CHECK(one.kopecks == 150075);
  CHECK(one.payer == "Иванов Иван Иванович");
  CHECK(one.payer_account == "40817810438000012345");
  CHECK(one.payee_accounts == std::vector<std::string>{"40702810938000012345"});
  CHECK(one.purpose == "Оплата по договору № A-1 = всё");
}

std::string fault_of(const std::string& text) {
  const Exchange read = read_exchange(lines_of(text));
  return read.faults.empty() ? "" : std::to_string(read.faults[0].line) + " " +
                                        read.faults[0].code;
}

}  // namespace

TEST_CASE("a statement reads the same in every encoding that banks use", "[bank]") {
  check_whole(read_exchange(lines_of(whole)));
  check_whole(read_exchange(lines_of("\xEF\xBB\xBF" + whole)));
  check_whole(read_exchange(lines_of(encoded(whole, 0xC0, 0xE0, 0xF0))));
  check_whole(read_exchange(lines_of(encoded(whole, 0x80, 0xA0, 0xE0))));
  CHECK(fault_of(encoded(whole, 0xE0, 0xC0, 0xD0)) == "2 encoding_unknown");
  CHECK(from_cp866("\xF0\xC4\xFF") == "Ё#\u00A0");
}

TEST_CASE("the version may stand anywhere in the header, and nowhere else", "[bank]") {
  const std::string later = changed(changed(whole, "ВерсияФормата=1.03\n", ""),
                                    "Получатель=Portal\n", "Получатель=Portal\n"
                                    "ВерсияФормата=1.03\n");
  check_whole(read_exchange(lines_of(later)));
  check_whole(read_exchange(lines_of(encoded(later, 0xC0, 0xE0, 0xF0))));
  check_whole(read_exchange(lines_of(encoded(later, 0x80, 0xA0, 0xE0))));
  const std::string outside = changed(changed(whole, "ВерсияФормата=1.03", "x=1"), "Номер=0042",
                                      "ВерсияФормата=1.03");
  CHECK(fault_of(outside) == "2 encoding_unknown");
}

TEST_CASE("the mark that DOS programs put at the end of a file is no part of it", "[bank]") {
  check_whole(read_exchange(lines_of(changed(whole, "КонецФайла\n", "КонецФайла\x1A"))));
  check_whole(read_exchange(lines_of(changed(whole, "КонецФайла\n", "КонецФайла\x1A\x1A\n"))));
  check_whole(read_exchange(lines_of(whole + "\x1A\n")));
  check_whole(read_exchange(lines_of(whole + "\x1A")));
  CHECK(fault_of(changed(whole, "КонецФайла\n", "\x1A\n")) == "28 file_cut");
}

TEST_CASE("a statement is read from a file", "[bank]") {
  const kabinet::testing::Folder folder;
  std::ofstream{folder / "kl_to_1c.txt"} << whole;
  kabinet::Lines good{folder / "kl_to_1c.txt"};
  check_whole(read_exchange(good));
  std::ofstream{folder / "long.txt"} << whole << std::string(100'000, 'x') << "\n";
  kabinet::Lines bad{folder / "long.txt"};
  CHECK(read_exchange(bad).faults.at(0).code == "line_too_long");
}

TEST_CASE("a document without its end is closed by whatever follows", "[bank]") {
  check_whole(read_exchange(lines_of(changed(whole, "КонецДокумента\n", ""))));
  const std::string document = whole.substr(whole.find("СекцияДокумент"));
  const std::string two = changed(whole, "КонецДокумента\nКонецФайла\n", document);
  CHECK(read_exchange(lines_of(two)).documents.size() == 2);
}

TEST_CASE("a summary among the documents is no document", "[bank]") {
  const Exchange read = read_exchange(
      lines_of(changed(whole, "СекцияДокумент=Платежное поручение", "СекцияДокумент=Выписка")));
  CHECK(read.documents.empty());
  CHECK(read.faults.empty());
}

TEST_CASE("what is not surely a statement names the line that says so", "[bank]") {
  CHECK(fault_of("") == "1 not_an_exchange");
  CHECK(fault_of("contract_no;amount\n") == "1 not_an_exchange");
  CHECK(fault_of(changed(whole, "ВерсияФормата=1.03", "x=1")) == "2 encoding_unknown");
  CHECK(fault_of(changed(whole, "КонецФайла\n", "")) == "27 file_cut");
  CHECK(fault_of(changed(whole, "Сумма=1500.75", "Сумма=1500.755")) == "15 sum_unreadable");
  CHECK(fault_of(changed(whole, "Сумма=1500.75", "Сумма=-5")) == "15 sum_unreadable");
  CHECK(fault_of(changed(whole, "Сумма=1500.75\n", "")) == "15 sum_unreadable");
  CHECK(fault_of(changed(whole, "=1000.00", "=1e3")) == "8 sum_unreadable");
}

TEST_CASE("what is no day is kept as it is written", "[bank]") {
  const Exchange read = read_exchange(
      lines_of(changed(whole, "ДатаПоступило=01.03.2026", "ДатаПоступило=31.02.2026")));
  CHECK(read.faults.empty());
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].day == "31.02.2026");
  CHECK(read.documents[0].own_day == "2026-02-28");
}

TEST_CASE("the document's own day counts where the bank does not say when it came", "[bank]") {
  const Exchange read =
      read_exchange(lines_of(changed(whole, "ДатаПоступило=01.03.2026", "ДатаПоступило=")));
  REQUIRE(read.documents.size() == 1);
  CHECK(read.documents[0].day == "2026-02-28");
  CHECK_FALSE(read.documents[0].is_received);
}
