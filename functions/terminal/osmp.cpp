// Reading and writing; nothing of what a command does. Of what was sent only the transaction's
// digits come back, so that nothing hostile reaches a network's screen.
#include "terminal/osmp.hpp"

#include "base/refusal.hpp"
#include "http/request.hpp"
#include "text/text.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace kabinet::terminal {

namespace {

using Parameters = std::map<std::string, std::string>;

constexpr std::size_t rouble_digits_max = 12;

bool is_number(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string value(const Parameters& all, const std::string& name) {
  const auto found = all.find(name);
  return found == all.end() ? "" : found->second;
}

// A broken escape and a name that stands twice are a refusal of the reader; to a network they are
// a command that cannot be done.
std::optional<Parameters> parameters_of(const std::string& query) {
  try {
    return query_fields(query);
  } catch (const Refusal&) {
    return std::nullopt;
  }
}

// "1500", "1500.7", "1500.75": from digits to kopecks.
std::optional<std::int64_t> kopecks_of(const std::string& text) {
  const std::size_t point = text.find('.');
  const std::string whole = text.substr(0, point);
  std::string part = point == std::string::npos ? "0" : text.substr(point + 1);
  if (!is_number(whole, rouble_digits_max) || !is_number(part, 2)) return std::nullopt;
  part.resize(2, '0');
  return to_integer(whole + part);
}

// The day of YYYYMMDDHHMMSS; the time is Moscow's, and so is our accounting day.
std::optional<std::string> day_of(const std::string& text) {
  if (text.size() != 14 || !is_number(text, 14)) return std::nullopt;
  const std::string day = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2);
  return is_date(day) && day >= "2000-01-01" ? std::optional{day} : std::nullopt;
}

bool is_account(const std::string& text) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  return !text.empty() && is_clean_utf8(text) && utf8_length(text) <= 64 &&
         std::none_of(text.begin(), text.end(), control);
}

Result fault_of(const Parameters& all, Command& command) {
  const std::string what = value(all, "command");
  if (what != "check" && what != "pay") return Result::refused;
  command.what = what == "pay" ? Command::What::pay : Command::What::check;
  const bool pay = command.what == Command::What::pay;
  if (!is_number(value(all, "txn_id"), 20)) return Result::refused;
  command.txn_id = value(all, "txn_id");
  command.account = value(all, "account");
  if (!is_account(command.account)) return Result::account_wrong;
  const std::string sum = value(all, "sum");
  command.kopecks = kopecks_of(sum);
  if (!command.kopecks && (pay || !sum.empty())) return Result::refused;
  if (pay && *command.kopecks == 0) return Result::too_small;
  const auto day = day_of(value(all, "txn_date"));
  if (pay && !day) return Result::refused;
  command.paid_on = day.value_or("");
  return Result::ok;
}

const char* comment_of(Result result) {
  switch (result) {
    case Result::ok: return "OK";
    case Result::again: return "Временная ошибка, повторите позже";
    case Result::account_wrong: return "Неверный формат номера договора или кода плательщика";
    case Result::account_unknown: return "Договор или код плательщика не найден";
    case Result::not_active: return "Приём платежей по договору закрыт";
    case Result::too_small: return "Сумма слишком мала";
    case Result::too_large: return "Сумма слишком велика";
    case Result::refused: return "Запрос не принят";
  }
  return "";
}

std::string tag(const std::string& name, const std::string& text) {
  return "<" + name + ">" + text + "</" + name + ">\n";
}

}  // namespace

Command read_command(const std::string& query) {
  Command command;
  const auto all = parameters_of(query);
  command.fault = all ? fault_of(*all, command) : Result::refused;
  return command;
}

std::string xml_of(const Command& command, const Said& said) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response>\n";
  if (!command.txn_id.empty()) xml += tag("osmp_txn_id", command.txn_id);
  if (!said.number.empty()) xml += tag("prv_txn", said.number);
  if (said.kopecks) xml += tag("sum", roubles(*said.kopecks));
  xml += tag("result", std::to_string(static_cast<int>(said.result)));
  xml += tag("comment", comment_of(said.result));
  if (said.due) {
    xml += tag("fields", "<field1 name=\"due\">" + roubles(*said.due) + "</field1>");
  }
  return xml + "</response>\n";
}

}  // namespace kabinet::terminal
