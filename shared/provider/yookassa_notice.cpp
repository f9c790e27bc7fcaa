// What a notice of YooKassa is about; it signs nothing, so nothing else in it counts.
#include "provider/notice.hpp"

#include "base/json.hpp"
#include "provider/party_json.hpp"

namespace kabinet {

using nlohmann::json;

std::optional<Notice> read_yookassa_notice(const std::string& body) {
  const json notice = object_in(body);
  const std::string event = text_at(notice, "event", 64);
  const json object = object_at(notice, "object");
  if (text_at(notice, "type", 32) != "notification" || object.is_null()) return std::nullopt;
  const bool is_refund = event.starts_with("refund.");
  if (!is_refund && !event.starts_with("payment.")) {
    return event.empty() ? std::nullopt : std::optional{Notice{}};
  }
  const std::string id = text_at(object, is_refund ? "payment_id" : "id", 64);
  if (!is_plain_id(id)) return std::nullopt;
  const std::string own = text_at(object_at(object, "metadata"), "payment_id", 64);
  return Notice{id, is_plain_id(own) ? own : std::string{}, false, is_refund};
}

}  // namespace kabinet
