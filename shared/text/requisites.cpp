// Check digits, by the rules of the tax service and of the Bank of Russia (order 515 of 1997).
#include "text/requisites.hpp"

#include "text/text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

namespace kabinet {

namespace {

int value(char c) { return c - '0'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Letters of the sixth place in the order of the digits they stand for. Forms are filled in with
// letters of either alphabet, for they look the same.
constexpr std::string_view latin_letters = "ABCEHKMPTX";
constexpr std::array<std::string_view, 10> cyrillic_letters = {"А", "В", "С", "Е", "Н",
                                                               "К", "М", "Р", "Т", "Х"};
constexpr std::size_t letter_place = 5;

// The account as twenty digits; absent if it is none.
std::optional<std::string> account_digits(std::string_view account) {
  std::string digits{account};
  for (std::size_t i = 0; i < cyrillic_letters.size(); ++i) {
    if (!std::string_view{digits}.substr(std::min(letter_place, digits.size()))
             .starts_with(cyrillic_letters.at(i))) {
      continue;
    }
    digits.replace(letter_place, cyrillic_letters.at(i).size(), std::to_string(i));
    break;
  }
  if (digits.size() != 20) return std::nullopt;
  const std::size_t letter = latin_letters.find(digits[letter_place]);
  if (letter != std::string_view::npos) digits[letter_place] = static_cast<char>('0' + letter);
  if (!all_digits(digits)) return std::nullopt;
  return digits;
}

bool inn_digit_fits(std::string_view inn, std::span<const int> weights) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * value(inn[i]);
  return sum % 11 % 10 == value(inn[weights.size()]);
}

// Correspondent accounts, the single Treasury account and accounts in the Bank of Russia's own
// offices (their codes end with 000, 001 or 002) are keyed by the office's region.
bool is_keyed_by_region(std::string_view account, std::string_view bic) {
  const std::string_view office = bic.substr(6);
  return account.starts_with("30101") || account.starts_with("40102") || office == "000" ||
         office == "001" || office == "002";
}

}  // namespace

bool is_bic(std::string_view text) { return text.size() == 9 && all_digits(text); }

bool is_inn(std::string_view text) {
  constexpr std::array weights = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
  const std::span<const int> all{weights};
  if (!all_digits(text) || text.find_first_not_of('0') == std::string_view::npos) return false;
  if (text.size() == 10) return inn_digit_fits(text, all.last(9));
  return text.size() == 12 && inn_digit_fits(text, all.last(10)) && inn_digit_fits(text, all);
}

bool is_kpp(std::string_view text) {
  const auto fits = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
  return text.size() == 9 && all_digits(text.substr(0, 4)) && fits(text[4]) && fits(text[5]) &&
         all_digits(text.substr(6));
}

bool is_account(std::string_view text) { return account_digits(text).has_value(); }

bool account_fits_bank(std::string_view account, std::string_view bic) {
  const auto digits = account_digits(account);
  if (!digits || !is_bic(bic)) return false;
  if (digits->starts_with('0') && digits->substr(5, 3) == "643") return true;
  const std::string keyed =
      (is_keyed_by_region(*digits, bic) ? "0" + std::string{bic.substr(4, 2)}
                                        : std::string{bic.substr(6)}) + *digits;
  constexpr std::array weights = {7, 1, 3};
  int sum = 0;
  for (std::size_t i = 0; i < keyed.size(); ++i) sum += weights.at(i % 3) * value(keyed[i]) % 10;
  return sum % 10 == 0;
}

}  // namespace kabinet
