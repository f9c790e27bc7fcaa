// Requisites of a Russian payment: whether their digits fit each other. Money sent to a mistyped
// account comes back after days, so every one of these is checked before it is printed or paid
// to. Whether such a bank or firm exists is not known here.
#pragma once

#include <string_view>

namespace kabinet {

// Nine digits: the code of a bank or of a Treasury office.
[[nodiscard]] bool is_bic(std::string_view text);

// Ten digits of a firm or twelve of a person, with their check digits.
[[nodiscard]] bool is_inn(std::string_view text);

// Nine characters: tax office, two characters of the reason (digits or A-Z), three digits. There
// is no check digit.
[[nodiscard]] bool is_kpp(std::string_view text);

// Twenty digits; in the sixth place of a clearing currency stands a letter, Latin or Cyrillic.
[[nodiscard]] bool is_account(std::string_view text);

// The account's key (its ninth digit) belongs to this bank. Accounts of the Treasury (0…643…)
// have a rule of their own that is not public, so any key of theirs fits.
[[nodiscard]] bool account_fits_bank(std::string_view account, std::string_view bic);

}  // namespace kabinet
