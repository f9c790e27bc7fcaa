// Purposes as people and banks write them.
#include "bank/purpose.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace kabinet::bank;

using Found = std::vector<std::string>;

TEST_CASE("a contract's number is found behind its label however it is written", "[bank]") {
  const std::pair<const char*, Found> examples[] = {
      {"Оплата электроэнергии за 02.2026 ЛС 700012345. НДС не облагается", {"700012345"}},
      {"ЛС№700012345", {"700012345"}},
      {"лс700012345 за март", {"700012345"}},
      {"Л/С 700012345", {"700012345"}},
      {"лицевой счёт: 700012345", {"700012345"}},
      {"ЛИЦЕВОЙ СЧЕТ № 700012345", {"700012345"}},
      {"По договору № A-1", {"A-1"}},
      {"по дог.77/1 от 01.02.2024", {"77/1"}},
      {"дог. 77/1", {"77/1"}},
      {"Возврат долга по договору потребительского займа от 01.02.2024 № 77/1", {"77/1"}},
      {"по кредитному договору от 2024-02-01 №77-1;НДС 20 %", {"77-1"}},
      {"договор №аб-12", {"аб-12", "АБ-12"}},
      {"договор N12", {"N12", "12"}},
      {"КОНТРАКТ «C-9»", {"C-9"}},
      {"Оплата по договору № A-1, код плательщика 1000000016", {"A-1", "1000000016"}},
      {"Плательщик Иванов И. И., 5, договор 7", {"7"}},
      {"за двоих: договор 5, договор 6", {"5", "6"}},
      {"по договорам БП-71/3305 и СБ-2402/03", {"БП-71/3305", "СБ-2402/03"}},
      {"договор № БП-1, № СБ-2 за март", {"БП-1", "СБ-2"}},
      {"договоры А-1 от 01.02.2024 г., А-2 от 02.02.2024, а также А-3", {"А-1", "А-2", "А-3"}},
      {"ЛС 700012345 700012346", {"700012345", "700012346"}},
      {"договор А-1 за квартиру 5", {"А-1"}},
      {"договор А-1; А-2", {"А-1"}},
      {"договор 77 сумма 5000 НДС 20", {"77"}},
      {"По договору займа от 9 сентября 2025 года № СБ-2402/03 Иванов", {"СБ-2402/03"}},
      {"По договору займа от 12 марта 2026 г. № 5", {"5"}},
      {"по договору займа 5000 руб. № 77", {"77"}},
      {"по договору за 3 месяца № 77", {"77"}},
      {"по договору от «1» мая 2025 № 77", {"77"}},
      {"Оплата по договору № 77 г. Москва", {"77"}},
      {"по договору № 12 мая", {"12"}},
      {"договор 5 за свет 6", {"5"}},
      {"договор А-1 счет № 55", {"А-1"}},
      {"договор № 778899 Иванов И.И. заявка 1002", {"778899"}},
      {"ЛС 77 и № 78 за март", {"77", "78"}}};
  for (const auto& [purpose, candidates] : examples) {
    INFO(purpose);
    CHECK(contract_candidates(purpose).named == candidates);
  }
}

TEST_CASE("a number without a label is none, unless it is a payer's code", "[bank]") {
  CHECK(contract_candidates("Оплата за март 2026, сумма 1500.75").named.empty());
  CHECK(contract_candidates("").named.empty());
  CHECK(contract_candidates("договор займа").named.empty());
  CHECK(contract_candidates("договор; сумма 5").named.empty());
  CHECK(contract_candidates("договор раз два три четыре пять 6").named.empty());
  CHECK(contract_candidates("перевод 1000000016 спасибо").named == Found{"1000000016"});
  CHECK(contract_candidates("перевод 1000000017 спасибо").named.empty());
}

TEST_CASE("numbers nearby name nobody, and are known as doubts", "[bank]") {
  const auto also = [](const char* purpose) { return contract_candidates(purpose).also; };
  CHECK(also("договор № 778899 Иванов И.И. заявка 1002") == Found{"1002"});
  CHECK(also("договор 5 за свет 6") == Found{"6"});
  CHECK(also("по договору от «1» мая 2025 № 77") == Found{"2025"});
  CHECK(also("договор № A-1 и A-2").empty());
}

TEST_CASE("a purpose full of labels stays within bounds", "[bank]") {
  std::string purpose;
  for (int i = 0; i < 1000; ++i) purpose += "договор " + std::to_string(i) + " ";
  CHECK(contract_candidates(purpose).named.size() == 16);
  CHECK(contract_candidates("договор " + std::string(65, '7')).named.empty());
}

TEST_CASE("a payer's code has its check digit", "[bank]") {
  CHECK(is_payer_code("1000000016"));
  CHECK_FALSE(is_payer_code("1000000061"));
  CHECK_FALSE(is_payer_code("100000001"));
  CHECK_FALSE(is_payer_code("100000001a"));
}

TEST_CASE("a sum of an acquirer and a returned payment are no client's payment", "[bank]") {
  CHECK(kind_of("IPS MA0000000279 Возмещение [200648 - AD1000]") == PurposeKind::acquirer);
  CHECK(kind_of("Зачисление по эквайрингу, мерчант 1") == PurposeKind::acquirer);
  CHECK(kind_of("Перечисление платежей населения по реестру № 5") == PurposeKind::acquirer);
  CHECK(kind_of("Возврат по п/п № 12 от 01.03.2026: счёт закрыт") == PurposeKind::returned);
  CHECK(kind_of("ВОЗВРАТ ОШИБОЧНО перечисленных средств") == PurposeKind::returned);
  CHECK(kind_of("Возврат займа по договору № 5") == PurposeKind::payment);
  CHECK(kind_of("Оплата по договору № 5") == PurposeKind::payment);
}
