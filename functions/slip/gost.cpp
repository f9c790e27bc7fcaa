// The standard has no escapes: a value must not hold the separator, so the separator is chosen
// after the values. `|` comes first, because some readers take no other.
#include "slip/gost.hpp"

#include "base/require.hpp"
#include "text/requisites.hpp"
#include "text/text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet::slip {

namespace {

constexpr std::string_view head = "ST00012";  // version 0001, charset 2: UTF-8
constexpr std::string_view separators = "|#;^~_{}!";
constexpr std::size_t mandatory_bytes_max = 300;

using Pairs = std::vector<std::pair<std::string_view, std::string>>;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// At most so many whole characters, and at most so many bytes of them.
std::string cut(std::string text, std::size_t characters, std::size_t bytes) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < characters; ++count) {
    std::size_t next = end + 1;
    while (next < text.size() && is_continuation(text[next])) ++next;
    if (next > bytes) break;
    end = next;
  }
  text.resize(end);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

// One line: control characters and runs of spaces become one space, none at the ends.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool space = byte <= 0x20 || byte == 0x7F;
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string value(const std::string& text, std::size_t characters) {
  return cut(one_line(text), characters, text.size());
}

std::size_t bytes_of(const Pairs& pairs) {
  std::size_t bytes = 0;
  for (const auto& [key, text] : pairs) bytes += key.size() + 1 + text.size() + 1;
  return bytes;
}

// A name that is too long for the block gives way: account and bank decide where money goes.
Pairs mandatory(const Order& order) {
  Pairs pairs = {{"Name", ""},
                 {"PersonalAcc", order.account},
                 {"BankName", value(order.bank, 45)},
                 {"BIC", order.bic},
                 {"CorrespAcc", order.corr_account.empty() ? "0" : order.corr_account}};
  pairs.front().second = cut(value(order.name, 160), 160, mandatory_bytes_max - bytes_of(pairs));
  return pairs;
}

Pairs additional(const Order& order) {
  Pairs pairs = {{"Purpose", value(order.purpose, 210)},
                 {"PayeeINN", order.payee_inn},
                 {"KPP", order.kpp},
                 {"PersAcc", value(order.payer_code, 64)},
                 {"Contract", value(order.contract, 64)},
                 {"TechCode", "07"}};  // repayment of a loan
  if (order.kopecks.value_or(0) > 0) {
    pairs.insert(pairs.begin(), {"Sum", std::to_string(*order.kopecks)});
  }
  std::erase_if(pairs, [](const auto& pair) { return pair.second.empty(); });
  return pairs;
}

// Where every separator stands in some value, `|` is taken and values give theirs up.
char separator_for(Pairs& pairs) {
  for (const char candidate : separators) {
    const bool free = std::none_of(pairs.begin(), pairs.end(), [&](const auto& pair) {
      return pair.second.find(candidate) != std::string::npos;
    });
    if (free) return candidate;
  }
  for (auto& [key, text] : pairs) std::replace(text.begin(), text.end(), '|', '/');
  return '|';
}

}  // namespace

std::string gost_text(const Order& order) {
  require(account_fits_bank(order.account, order.bic), "the payee's account fits his bank");
  require(order.corr_account.empty() || account_fits_bank(order.corr_account, order.bic),
          "the correspondent account fits its bank");
  require(is_inn(order.payee_inn), "the payee's INN has its check digits");
  require(order.kpp.empty() || is_kpp(order.kpp), "the payee's KPP has its form");
  for (const std::string* text : {&order.name, &order.bank, &order.purpose, &order.payer_code,
                                  &order.contract}) {
    require(is_utf8(*text), "a slip is made of UTF-8");
  }
  Pairs pairs = mandatory(order);
  require(!pairs.front().second.empty(), "the payee has a name");
  require(!pairs[2].second.empty(), "the payee's bank has a name");
  for (auto& pair : additional(order)) pairs.push_back(std::move(pair));
  const char separator = separator_for(pairs);
  std::string text{head};
  for (const auto& [key, said] : pairs) {
    text += separator;
    text += key;
    text += '=';
    text += said;
  }
  return text;
}

}  // namespace kabinet::slip
