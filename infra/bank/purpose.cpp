// A short grammar instead of regular expressions. A label is looked for in folded text (small
// letters, ё as е), which has the same length in bytes, so that a number is cut out of the
// original with its capital letters.
#include "bank/purpose.hpp"

#include "text/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace kabinet::bank {

namespace {

constexpr std::size_t candidates_max = 16;
constexpr int words_between = 4;  // "договору потребительского займа от … № 5"

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

// Of two-byte letters А to я, Ё and ё, and of Latin ones.
std::string folded(std::string_view text) {
  std::string out{text};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + 0x20);
    if ((byte != 0xD0 && byte != 0xD1) || i + 1 == out.size()) continue;
    const auto next = static_cast<unsigned char>(out[i + 1]);
    std::string_view letter;
    if ((byte == 0xD0 && next == 0x81) || (byte == 0xD1 && next == 0x91)) letter = "е";
    if (!letter.empty()) {
      out.replace(i, 2, letter);
    } else if (byte == 0xD0 && next >= 0x90 && next <= 0x9F) {
      out[i + 1] = static_cast<char>(next + 0x20);
    } else if (byte == 0xD0 && next >= 0xA0 && next <= 0xAF) {
      out[i] = '\xD1';
      out[i + 1] = static_cast<char>(next - 0x20);
    }
    ++i;
  }
  return out;
}

struct Word {
  std::string_view text;    // as written
  std::string_view folded;
  bool after_stop = false;  // a semicolon stands before it
  bool is_code = false;     // "код" stands before it
  bool is_numbered = false;  // № stands before it
};

// Words end at spaces, commas, colons, brackets, quotes and №; a full stop at a word's end ends it
// as well ("дог.", "ЛС 5.").
std::vector<Word> words_of(std::string_view text, std::string_view low) {
  constexpr std::array<std::string_view, 6> wide = {"№", "\u00A0", "«", "»", "\u202F", "„"};
  std::vector<Word> words;
  std::size_t begin = 0;
  bool stop = false;
  bool numbered = false;
  const auto end_word = [&](std::size_t end) {
    std::size_t last = end;
    while (last > begin && std::string_view{".-/"}.find(text[last - 1]) != std::string_view::npos) {
      --last;
    }
    if (last > begin) {
      const bool is_code = !words.empty() && words.back().folded == "код";
      words.push_back({text.substr(begin, last - begin), low.substr(begin, last - begin), stop,
                       is_code, numbered});
      stop = numbered = false;
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t width = std::string_view{" \t,;:()[]\"'#="}.find(text[at]) != text.npos ? 1 : 0;
    for (const std::string_view sign : wide) {
      if (text.substr(at).starts_with(sign)) width = sign.size();
    }
    if (width == 0) {
      ++at;
      continue;
    }
    end_word(at);
    stop = stop || text[at] == ';';
    numbered = numbered || text.substr(at).starts_with("№");
    at += width;
    begin = at;
  }
  end_word(text.size());
  return words;
}

// "01.02.2024", "2024-02-01": the day of a contract, not its number.
bool is_day(std::string_view word) {
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
  const auto signs = std::count(word.begin(), word.end(), '.') +
                     std::count(word.begin(), word.end(), '-') +
                     std::count(word.begin(), word.end(), '/');
  return signs == 2 && digits + 2 == word.size() && (digits == 6 || digits == 8);
}

// The part of a word behind a label, "" if the word is the label alone; absent if it is no label.
std::optional<std::string_view> behind_label(const Word& word) {
  static constexpr std::array<std::string_view, 10> labels = {
      "л/счет", "л/сч", "л/с", "л.с", "лс", "лицев", "договор", "дог-р", "дог", "контракт"};
  if (word.is_code && word.folded.starts_with("плательщик")) return std::string_view{};
  for (const std::string_view label : labels) {
    if (!word.folded.starts_with(label)) continue;
    std::string_view rest = word.text.substr(label.size());
    if (!has_digit(rest)) return std::string_view{};
    // "дог.77/1" and "ЛС7000": what follows begins with no letter of the label's own word.
    while (!rest.empty() && std::string_view{".-/"}.find(rest.front()) != rest.npos) {
      rest.remove_prefix(1);
    }
    return rest;
  }
  return std::nullopt;
}

void add(std::vector<std::string>& all, std::string_view number) {
  const auto put = [&](std::string text) {
    if (text.empty() || text.size() > 64 || all.size() == candidates_max) return;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  };
  put(std::string{number});
  if (const auto upper = normalised_login(number)) put(*upper);
  // "N12" is how № is typed on a Latin keyboard.
  if ((number.starts_with('N') || number.starts_with('n')) && number.size() > 1 &&
      is_digit(number[1])) {
    put(std::string{number.substr(1)});
  }
}

bool begins_with_any(std::string_view word, std::initializer_list<std::string_view> stems) {
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return word.starts_with(stem); });
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

// "9 сентября", "2025 года", "5000 руб.", "3 месяца", "20 %": what is counted is no contract.
bool is_counted(std::string_view number, std::string_view next) {
  const bool is_year = number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
  return (is_year && is_any(next, {"г", "гг", "год", "года", "году"})) ||
         is_any(next, {"р", "дн", "день", "дня", "дней", "год", "года", "лет", "%", "мая"}) ||
         begins_with_any(next, {"руб", "коп", "мес", "январ", "феврал", "март", "апрел", "июн",
                                "июл", "август", "сентябр", "октябр", "ноябр", "декабр"});
}

// "сумма 5000", "НДС 20", "кв. 5"
bool is_of_something_else(std::string_view before) {
  return is_any(before, {"ндс", "кв", "д", "стр"}) ||
         begins_with_any(before, {"сумм", "квартир", "дом"});
}

bool may_be_number(const std::vector<Word>& words, std::size_t at) {
  const Word& word = words[at];
  if (!has_digit(word.text) || is_day(word.text)) return false;
  if (word.is_numbered) return true;
  const bool is_last = at + 1 == words.size() || words[at + 1].after_stop;
  return !(at > 0 && is_of_something_else(words[at - 1].folded)) &&
         (is_last || !is_counted(word.folded, words[at + 1].folded));
}

// The numbers from here on that may be a contract's, up to a semicolon, another label, or too many
// other words in a row: "от 9 сентября 2025 года № 5", "А-1 от 01.02.2024 и А-2". Moves `at` to the
// first word that is no part of it.
std::vector<std::size_t> numbers_from(const std::vector<Word>& words, std::size_t& at) {
  std::vector<std::size_t> places;
  int others = 0;
  bool was_counted = false;  // then this word says what: "сентября", "руб"
  for (; at < words.size() && !words[at].after_stop && !behind_label(words[at]); ++at) {
    const bool is_number = may_be_number(words, at);
    if (is_number) {
      places.push_back(at);
      others = 0;
    } else if (!has_digit(words[at].text) && !was_counted && ++others > words_between) {
      break;
    }
    was_counted = !is_number && has_digit(words[at].text);
  }
  return places;
}

// Whether the words between two places only join them: "… и СБ-2402/03", "…, № 6 от 01.02.2024".
bool are_joined(const std::vector<Word>& words, std::size_t from, std::size_t to) {
  return std::all_of(words.begin() + static_cast<std::ptrdiff_t>(from) + 1,
                     words.begin() + static_cast<std::ptrdiff_t>(to), [](const Word& word) {
                       return is_day(word.text) || is_any(word.folded, {"и", "или", "а", "также",
                                                                       "от", "г", "года"});
                     });
}

// Behind the label at `label`: the number beside it, else the first with №, else the first; then
// its list. The rest is only nearby. Gives the last word that belongs to the label.
std::size_t add_numbers(Candidates& found, const std::vector<Word>& words, std::size_t label,
                        std::string_view rest) {
  std::size_t at = label + 1;
  const std::vector<std::size_t> places = numbers_from(words, at);
  std::size_t last = label;
  std::size_t next = 0;
  if (!rest.empty()) {
    add(found.named, rest);
  } else if (!places.empty()) {
    while (next < places.size() && !words[places[next]].is_numbered) ++next;
    if (next == places.size() || are_joined(words, label, places.front())) next = 0;
    last = places[next];
    add(found.named, words[last].text);
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] == last) continue;
    const bool is_listed = places[i] > last && are_joined(words, last, places[i]);
    add(is_listed ? found.named : found.also, words[places[i]].text);
    if (is_listed) last = places[i];
  }
  return at - 1;
}

}  // namespace

PurposeKind kind_of(std::string_view purpose) {
  const std::string low = folded(purpose);
  const auto says = [&](std::string_view word) { return low.find(word) != std::string::npos; };
  if (low.starts_with("ips ") || says("эквайринг") || says("по реестру")) {
    return PurposeKind::acquirer;
  }
  // A debtor returns a loan, too: only a returned payment order is ours.
  const bool order = says("п/п") || says("платежн") || says("ошибочн") || says("незачисл");
  return says("возврат") && order ? PurposeKind::returned : PurposeKind::payment;
}

bool is_payer_code(std::string_view text) {
  if (text.size() != 10 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int digit = text[i] - '0';
    if (i % 2 == 0) digit = digit * 2 / 10 + digit * 2 % 10;
    sum += digit;
  }
  return sum % 10 == 0;
}

Candidates contract_candidates(std::string_view purpose) {
  const std::string low = folded(purpose);
  const std::vector<Word> words = words_of(purpose, low);
  Candidates found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto rest = behind_label(words[i])) i = add_numbers(found, words, i, *rest);
  }
  if (!found.named.empty()) return found;
  for (const Word& word : words) {
    if (is_payer_code(word.text)) add(found.named, word.text);
  }
  return found;
}

}  // namespace kabinet::bank
