// A table of words and nothing else.
#include "bank/words.hpp"

#include "base/require.hpp"

#include <array>

namespace kabinet::bank {

namespace {

struct Words {
  std::string_view code;
  std::string_view english;
  std::string_view russian;
};

constexpr std::array all = {
    Words{"posted", "posted", "проведён"},
    Words{"would_be_posted", "would be posted", "будет проведён"},
    Words{"repeated", "posted before", "проведён ранее"},
    Words{"kept", "kept for a person", "отложен для разбора"},
    Words{"would_be_kept", "would be kept for a person", "будет отложен для разбора"},
    Words{"kept_before", "kept for a person before", "отложен ранее"},
    Words{"outgoing", "outgoing", "исходящий"},
    Words{"own_transfer", "between own accounts", "между своими счетами"},
    Words{"foreign", "of an account that is not this statement's",
          "по счёту не из этой выписки"},
    Words{"differs", "is known with another sum or contract; nothing was changed",
          "известен с другой суммой или договором; ничего не изменено"},
    Words{"no_contract", "the purpose names no contract that is known",
          "в назначении нет известного договора"},
    Words{"several_contracts", "the purpose names several contracts",
          "в назначении несколько договоров"},
    Words{"acquirer_sum", "one sum of many payments: see the acquirer's reconciliation",
          "общая сумма многих платежей: смотрите сверку с эквайером"},
    Words{"returned_payment", "a payment of our own that came back", "возврат нашего платежа"},
    Words{"day_out_of_range", "the day is none, before the year 2000 or after tomorrow",
          "это не дата, или она раньше 2000 года либо позже завтрашней"},
    Words{"not_received", "neither a date of receipt nor totals say that the money has come",
          "нет ни даты поступления, ни итогов: неизвестно, пришли ли деньги"},
    Words{"unknown_account", "no such account", "такой счёт неизвестен"},
    Words{"too_small", "the sum is below what a terminal takes",
          "сумма меньше допустимой в терминале"},
    Words{"too_large", "the sum is above what a terminal takes",
          "сумма больше допустимой в терминале"},
    Words{"not_in_registry", "is posted here, but the registry has it not: ask the network",
          "проведён у нас, но его нет в реестре: спросите сеть"},
    Words{"file_damaged", "the archive ends in its middle", "архив обрывается"},
    Words{"file_cut", "the file ends before its last line", "файл обрывается до последней строки"},
    Words{"line_too_long", "the line is too long for this kind of file",
          "строка слишком длинная для такого файла"},
    Words{"line_unreadable", "the line has not the columns of a registry",
          "в строке нет столбцов реестра"},
    Words{"not_an_exchange", "this is no 1CClientBankExchange", "это не 1CClientBankExchange"},
    Words{"encoding_unknown", "neither UTF-8, nor Windows-1251, nor DOS",
          "не UTF-8, не Windows-1251 и не DOS"},
    Words{"sum_unreadable", "a sum is missing or is no sum", "суммы нет, или это не сумма"},
    Words{"day_unknown", "a day is missing or is no day", "даты нет, или это не дата"},
    Words{"not_our_account", "the statement is not of the payee's account",
          "выписка не по счёту получателя"},
    Words{"balance_wrong", "opening, received, spent and closing do not fit each other",
          "начальный остаток, обороты и конечный остаток не сходятся"},
    Words{"received_differs", "the documents do not sum to what was received",
          "сумма документов не равна «Всего поступило»"},
    Words{"spent_differs", "the documents do not sum to what was spent",
          "сумма документов не равна «Всего списано»"},
    Words{"totals_missing", "the file has no totals to check against; its documents are taken",
          "в файле нет итогов для сверки; документы приняты"},
    Words{"total_differs", "the lines do not sum to the last line's count and total",
          "число строк или сумма не равны итоговой строке"},
    Words{"txn_twice", "the number stands in the file twice", "номер стоит в файле дважды"},
};

}  // namespace

std::string sentence(std::string_view code, Language language) {
  for (const Words& entry : all) {
    if (entry.code == code) {
      return std::string{language == Language::russian ? entry.russian : entry.english};
    }
  }
  throw Broken{"every code has words"};
}

}  // namespace kabinet::bank
