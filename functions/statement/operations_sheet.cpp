// The columns of the file and their words. See operations_sheet.hpp.
#include "statement/operations_sheet.hpp"

#include "sheet/csv_writer.hpp"
#include "sheet/xlsx_writer.hpp"

#include <array>
#include <map>
#include <string_view>

namespace kabinet::statement {

namespace {

struct Words {
  std::string_view title;
  std::array<std::string_view, 10> headings;
  std::map<std::string_view, std::string_view> names;  // of kinds and components
};

const Words& words(const std::string& language) {
  static const Words ru{
      "Операции",
      {"Дата", "Номер операции", "Операция", "Часть долга", "Сумма, ₽", "Изменение долга, ₽",
       "Долг после, ₽", "Описание", "Записано (UTC)", "Источник"},
      {{"charge", "Начисление"}, {"payment", "Платёж"}, {"credit", "Зачёт"},
       {"correction", "Исправление"}, {"principal", "Основной долг"}, {"interest", "Проценты"},
       {"fee", "Комиссия"}, {"penalty", "Неустойка"}, {"several", "Несколько частей"},
       {"overpayment", "Переплата"}}};
  static const Words en{
      "Operations",
      {"Date", "Operation number", "Operation", "Component", "Amount, RUB",
       "Change of debt, RUB", "Debt after, RUB", "Description", "Recorded (UTC)", "Source"},
      {{"charge", "Charge"}, {"payment", "Payment"}, {"credit", "Credit"},
       {"correction", "Correction"}, {"principal", "Principal"}, {"interest", "Interest"},
       {"fee", "Fee"}, {"penalty", "Penalty"}, {"several", "Several components"},
       {"overpayment", "Overpayment"}}};
  return language == "en" ? en : ru;
}

template <typename Writer>
void write(Writer& writer, const pg::Rows& rows, const Words& said) {
  Row headings;
  for (const auto heading : said.headings) headings.emplace_back(std::string{heading});
  writer.add(headings);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    writer.add({Day{rows.need(i, "posted_on")}, rows.need(i, "operation_no"),
                std::string{said.names.at(rows.need(i, "kind"))},
                std::string{said.names.at(rows.need(i, "component"))},
                Kopecks{rows.integer(i, "amount_kopecks")},
                Kopecks{rows.integer(i, "effect_kopecks")},
                Kopecks{rows.integer(i, "balance_after_kopecks")}, rows.need(i, "description"),
                rows.need(i, "recorded_at"), rows.need(i, "source")});
  }
}

}  // namespace

std::string csv_of(const pg::Rows& rows, const std::string& language) {
  CsvWriter writer{{.bom = true, .decimal_sign = language == "en" ? '.' : ','}};
  write(writer, rows, words(language));
  return writer.take();
}

std::string xlsx_of(const pg::Rows& rows, const std::string& language) {
  const Words& said = words(language);
  XlsxWriter writer{said.title};
  write(writer, rows, said);
  return writer.finish();
}

}  // namespace kabinet::statement
