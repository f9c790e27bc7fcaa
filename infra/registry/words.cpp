// A table of words and nothing else. Sentences never hold a value of the registry: it may be a
// person's phone, and reports are sent around.
#include "registry/words.hpp"

#include "base/require.hpp"

#include <array>
#include <cstdlib>

namespace kabinet::registry {

namespace {

struct Words {
  std::string_view code;
  std::string_view english;
  std::string_view russian;
};

constexpr std::array all = {
    Words{"file_missing", "no such file, neither .csv nor .csv.gz",
          "нет файла, ни .csv, ни .csv.gz"},
    Words{"file_twice", "both .csv and .csv.gz are there; leave one",
          "есть и .csv, и .csv.gz; оставьте один"},
    Words{"file_empty", "the file is empty", "файл пуст"},
    Words{"file_is_utf16", "the file is in UTF-16; UTF-8 or Windows-1251 is needed",
          "файл в UTF-16; нужен UTF-8 или Windows-1251"},
    Words{"file_damaged", "the archive is damaged or cut; what follows is not read",
          "архив повреждён или обрезан; дальше не прочитано"},
    Words{"header_unreadable", "the header row cannot be read", "строка заголовков не читается"},
    Words{"column_missing", "the column is missing", "нет такого столбца"},
    Words{"column_twice", "the column stands there twice", "столбец повторяется"},
    Words{"line_is_cut", "the file ends within this line (no line end)",
          "файл обрывается на этой строке (нет конца строки)"},
    Words{"line_too_long", "the line is longer than 64 KiB", "строка длиннее 64 КиБ"},
    Words{"quotes_wrong", "a quote is opened and not closed", "кавычка открыта и не закрыта"},
    Words{"columns_wrong", "the number of cells differs from the header's",
          "число ячеек не то, что в заголовке"},
    Words{"encoding_broken", "damaged UTF-8, and not Windows-1251 either",
          "повреждённый UTF-8, и это не Windows-1251"},
    Words{"control_character", "a control character stands in the text",
          "в тексте управляющий символ"},
    Words{"empty", "must not be empty", "не может быть пустым"},
    Words{"too_long", "the text is too long", "слишком длинный текст"},
    Words{"login_wrong", "1 to 64 letters, digits and - _ / . are allowed",
          "допустимы от 1 до 64 букв, цифр и знаков - _ / ."},
    Words{"day_unknown", "no such day; YYYY-MM-DD or DD.MM.YYYY",
          "нет такого дня; ГГГГ-ММ-ДД или ДД.ММ.ГГГГ"},
    Words{"day_out_of_range", "the year cannot be right", "год не может быть верным"},
    Words{"day_ahead", "lies later than tomorrow", "позже завтрашнего дня"},
    Words{"day_before_opening", "lies before the day of opening", "раньше дня открытия"},
    Words{"sum_unreadable", "not a sum of money", "это не сумма"},
    Words{"sum_too_precise", "more than two decimals", "больше двух знаков после запятой"},
    Words{"sum_too_large", "the sum is too large", "слишком большая сумма"},
    Words{"sum_not_above_zero", "the sum must be above zero", "сумма должна быть больше нуля"},
    Words{"sum_below_zero", "the sum must not be below zero", "сумма не может быть меньше нуля"},
    Words{"rate_unreadable", "not a rate: 0 to 10000, at most four decimals",
          "это не ставка: от 0 до 10000, не больше четырёх знаков"},
    Words{"currency_unknown", "only RUB is known", "известна только валюта RUB"},
    Words{"kind_unknown", "charge, payment or credit is needed",
          "нужно charge, payment или credit"},
    Words{"component_unknown", "principal, interest, fee or penalty is needed",
          "нужно principal, interest, fee или penalty"},
    Words{"phone_wrong", "not a phone number in E.164 (+79990000000)",
          "это не телефон в виде E.164 (+79990000000)"},
    Words{"email_wrong", "not an e-mail address", "это не адрес электронной почты"},
    Words{"duplicate", "the number stands already in this file, in line",
          "номер уже есть в этом файле, в строке"},
    Words{"unknown_client", "no such client is known", "такой клиент неизвестен"},
    Words{"unknown_contract", "no such contract is known", "такой договор неизвестен"},
    Words{"changed", "differs from what was imported before; the old value stays",
          "отличается от загруженного ранее; прежнее значение оставлено"},
    Words{"balance_changes", "the balance would change", "остаток изменится"},
};

}  // namespace

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return std::string_view{value}.starts_with("ru") ? Language::russian : Language::english;
    }
  }
  return Language::english;
}

std::string_view words(std::string_view code, Language language) {
  for (const Words& entry : all) {
    if (entry.code == code) {
      return language == Language::russian ? entry.russian : entry.english;
    }
  }
  throw Broken{"every code of a fault has words"};
}

}  // namespace kabinet::registry
