// Lines are `Key=Value`, split at the first `=`; sections hold them. Banks forget the end of a
// document, so it ends as well where anything else begins; the end of the file they do not
// forget, and a file without it was cut.
#include "bank/exchange.hpp"

#include "bank/encoding.hpp"
#include "registry/values.hpp"

#include <map>

namespace kabinet::bank {

namespace {

using Pairs = std::map<std::string, std::string, std::less<>>;

constexpr std::size_t lines_max = 5'000'000;

// 0x1A is where a file ends for old DOS programs: they write it behind the last line, or below it.
std::string trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\x1A";
  const std::size_t begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return std::string{text.substr(begin, text.find_last_not_of(spaces) - begin + 1)};
}

const std::string& value(const Pairs& pairs, std::string_view key) {
  static const std::string none;
  const auto found = pairs.find(key);
  return found == pairs.end() ? none : found->second;
}

const std::string& first_of(const Pairs& pairs, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (!value(pairs, key).empty()) return value(pairs, key);
  }
  return value(pairs, "");
}

// Long texts come in numbered parts, beside the whole or instead of it.
std::string whole_text(const Pairs& pairs, const std::string& key) {
  if (!value(pairs, key).empty()) return value(pairs, key);
  std::string all;
  for (int part = 1; part <= 6; ++part) {
    const std::string& text = value(pairs, key + std::to_string(part));
    if (!text.empty()) all += (all.empty() ? "" : " ") + text;
  }
  return all;
}

std::vector<std::string> accounts_of(const Pairs& pairs, const std::string& side) {
  std::vector<std::string> accounts;
  for (const std::string& key : {side + "РасчСчет", side + "Счет"}) {
    if (!value(pairs, key).empty()) accounts.push_back(value(pairs, key));
  }
  return accounts;
}

class Reader {
 public:
  Exchange take(const std::vector<std::string>& lines) {
    for (const std::string& raw : lines) {
      ++line_;
      const std::string text = trimmed(raw);
      if (ended_ || text.empty() || line_ == 1) continue;
      const std::size_t sign = text.find('=');
      const std::string key = trimmed(text.substr(0, sign));
      const std::string said = sign == std::string::npos ? "" : trimmed(text.substr(sign + 1));
      if (!opens_or_closes(key, said)) pairs_.insert_or_assign(key, said);
      if (section_ == Section::head && key == "РасчСчет") out_.accounts.push_back(said);
    }
    if (!ended_) fault(line_, "file_cut");
    return std::move(out_);
  }

 private:
  enum class Section { head, account, document, skipped };

  bool opens_or_closes(const std::string& key, const std::string& said) {
    if (key == "СекцияРасчСчет") {
      begin(Section::account);
    } else if (key == "СекцияДокумент") {
      begin(said == "Выписка" ? Section::skipped : Section::document);  // a summary, no document
    } else if (key == "КонецРасчСчет" || key == "КонецДокумента" || key == "КонецФайла") {
      begin(Section::skipped);
      ended_ = key == "КонецФайла";
    } else {
      return false;
    }
    return true;
  }

  void begin(Section next) {
    if (section_ == Section::document) end_document();
    if (section_ == Section::account) end_account();
    section_ = next;
    begun_ = line_;
    pairs_.clear();
  }

  void end_document() {
    Document one;
    one.line = begun_;
    one.number = value(pairs_, "Номер");
    one.kopecks = sum("Сумма").value_or(0);
    if (one.kopecks <= 0) fault(begun_, "sum_unreadable");
    one.own_day = day_of({"Дата", "ДатаПоступило", "ДатаСписано"});
    one.day = day_of({"ДатаПоступило", "ДатаСписано", "Дата"});
    one.is_received = !value(pairs_, "ДатаПоступило").empty();
    one.payer = first_of(pairs_, {"Плательщик1", "Плательщик"});
    one.payer_inn = value(pairs_, "ПлательщикИНН");
    one.payer_accounts = accounts_of(pairs_, "Плательщик");
    one.payee_accounts = accounts_of(pairs_, "Получатель");
    if (!one.payer_accounts.empty()) one.payer_account = one.payer_accounts.front();
    one.purpose = whole_text(pairs_, "НазначениеПлатежа");
    out_.documents.push_back(std::move(one));
  }

  void end_account() {
    out_.totals.push_back({begun_, value(pairs_, "РасчСчет"), sum("НачальныйОстаток"),
                           sum("ВсегоПоступило"), sum("ВсегоСписано"), sum("КонечныйОстаток")});
  }

  // What is no day is kept as it is written: a person sees it with the transfer.
  std::string day_of(std::initializer_list<std::string_view> keys) const {
    const std::string& said = first_of(pairs_, keys);
    return registry::read_day(said).value.value_or(said);
  }

  // An absent sum is none; what is there must be readable.
  std::optional<std::int64_t> sum(std::string_view key) {
    if (value(pairs_, key).empty()) return std::nullopt;
    const auto read = registry::read_sum(value(pairs_, key));
    if (!read.value) fault(begun_, "sum_unreadable");
    return read.value;
  }

  void fault(std::int64_t line, const char* code) {
    if (!out_.faults.empty() && out_.faults.back().line == line) return;
    out_.faults.push_back({line, code});
  }

  Exchange out_;
  Pairs pairs_;
  Section section_ = Section::head;
  std::int64_t line_ = 0;
  std::int64_t begun_ = 0;
  bool ended_ = false;
};

Exchange refused(std::int64_t line, const char* code) { return {{}, {}, {}, {{line, code}}}; }

}  // namespace

Exchange read_exchange(Lines& file) {
  std::vector<std::string> lines;
  for (Line line; file.next(line);) {
    if (line.too_long || lines.size() == lines_max) return refused(line.number, "line_too_long");
    lines.push_back(std::move(line.text));
  }
  if (file.damaged()) return refused(0, "file_damaged");
  return read_exchange(std::move(lines));
}

Exchange read_exchange(std::vector<std::string> lines) {
  if (!lines.empty() && lines.front().starts_with("\xEF\xBB\xBF")) lines.front().erase(0, 3);
  if (lines.empty() || trimmed(lines.front()) != "1CClientBankExchange") {
    return refused(1, "not_an_exchange");
  }
  if (!make_utf8(lines)) return refused(2, "encoding_unknown");
  return Reader{}.take(lines);
}

}  // namespace kabinet::bank
