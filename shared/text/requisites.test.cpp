// Requisites: public examples, and that no single wrong digit passes.
#include "text/requisites.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

using namespace kabinet;

namespace {

// How many of the nine other digits at this place are taken for right.
template <typename Fits>
int mistakes_passed(const std::string& good, std::size_t place, Fits fits) {
  int passed = 0;
  for (char digit = '0'; digit <= '9'; ++digit) {
    std::string bad = good;
    bad[place] = digit;
    passed += bad != good && fits(bad);
  }
  return passed;
}

}  // namespace

TEST_CASE("an account's key belongs to its bank", "[text]") {
  const std::pair<const char*, const char*> examples[] = {
      {"049805000", "30101810800000000746"}, {"049805746", "40602810700000000025"},
      {"044525225", "30101810400000000225"}, {"044525225", "40702810938000012345"},
      {"004525988", "40102810545370000003"}};
  for (const auto& [bic, account] : examples) {
    INFO(account);
    CHECK(account_fits_bank(account, bic));
    for (std::size_t place = 0; place < 20; ++place) {
      if (place < 5) continue;  // the first five decide by which rule the key is made
      CHECK(mistakes_passed(account, place,
                            [&](const std::string& bad) { return account_fits_bank(bad, bic); }) ==
            0);
    }
  }
  CHECK_FALSE(account_fits_bank("40702810938000012345", "044525974"));
}

TEST_CASE("an account in an office of the Bank of Russia is keyed by the region", "[text]") {
  CHECK(account_fits_bank("40602810700000000746", "049805000"));
  CHECK_FALSE(account_fits_bank("40602810200000000746", "049805000"));  // by digits 7 to 9
}

TEST_CASE("a Treasury account is not refused for its key", "[text]") {
  CHECK(account_fits_bank("03100643000000017300", "017003983"));
  CHECK(account_fits_bank("03100643100000017300", "017003983"));
}

TEST_CASE("the letter of a clearing currency counts as its digit", "[text]") {
  for (const char* letter : {"E", "Е"}) {  // Latin, Cyrillic; both stand for 3
    const std::string account = std::string{"40702"} + letter + "10838000012345";
    INFO(account);
    CHECK(is_account(account));
    CHECK(account_fits_bank(account, "044525225") ==
          account_fits_bank("40702310838000012345", "044525225"));
  }
  CHECK_FALSE(is_account("40702Z10838000012345"));
  CHECK_FALSE(is_account("4070281E838000012345"));
}

TEST_CASE("what is no account or no bank code fits nothing", "[text]") {
  for (const char* bad : {"", "4070281093800001234", "407028109380000123455",
                          "40702 81093800001234", "٤٠٧٠٢٨١٠٩٣", "40702"}) {
    INFO(bad);
    CHECK_FALSE(is_account(bad));
    CHECK_FALSE(account_fits_bank(bad, "044525225"));
  }
  for (const char* bad : {"", "04452522", "0445252255", "04452522a"}) {
    INFO(bad);
    CHECK_FALSE(is_bic(bad));
    CHECK_FALSE(account_fits_bank("40702810938000012345", bad));
  }
  CHECK(is_bic("044525225"));
}

TEST_CASE("an INN has its check digits", "[text]") {
  for (const std::string good : {"7707083893", "7700000016", "770000001287"}) {
    INFO(good);
    CHECK(is_inn(good));
    CHECK(mistakes_passed(good, good.size() - 1, is_inn) == 0);
  }
  for (const char* bad : {"", "0000000000", "000000000000", "7707083894", "770000001288",
                          "770000001297", "77070838931", "770708389", "770708389a"}) {
    INFO(bad);
    CHECK_FALSE(is_inn(bad));
  }
}

TEST_CASE("a KPP is an office, a reason and a number", "[text]") {
  CHECK(is_kpp("770101001"));
  CHECK(is_kpp("0101AZ001"));
  for (const char* bad : {"", "77010100", "7701010011", "7701a1001", "77A101001", "77010100A"}) {
    INFO(bad);
    CHECK_FALSE(is_kpp(bad));
  }
}
