// One object through nlohmann's SAX reader: what it does not hand over cannot hurt. Elements of a
// list become fields with their place in the name, so nothing nested is ever built.
#include "http/json.hpp"

#include "base/json.hpp"
#include "text/text.hpp"

#include <limits>

namespace kabinet {

namespace {

constexpr std::size_t most_keys = 64;      // of one object
constexpr std::size_t most_elements = 64;  // of one list
constexpr std::size_t most_values = 512;   // of a whole request
constexpr std::size_t longest_text = 16 * 1024;

class RequestObject final : public nlohmann::json_sax<nlohmann::json> {
 public:
  FieldMap fields;

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(std::int64_t value) override { return put(value); }
  bool number_unsigned(std::uint64_t value) override {
    return value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) &&
           put(static_cast<std::int64_t>(value));
  }
  bool number_float(double, const std::string&) override { return false; }
  bool string(std::string& value) override {
    return value.size() <= longest_text && is_clean_utf8(value) && put(std::move(value));
  }
  bool binary(nlohmann::json::binary_t&) override { return false; }
  bool start_object(std::size_t) override {
    if (at_ == At::list && elements_ < most_elements) {
      prefix_ = list_ + "." + std::to_string(elements_++) + ".";
      at_ = At::element;
    } else if (at_ == At::start) {
      at_ = At::object;
    } else {
      return false;
    }
    element_keys_ = 0;
    return true;
  }
  // A dot is ours: with one of its own a name could pass for a field of an element.
  bool key(std::string& name) override {
    std::size_t& keys = at_ == At::element ? element_keys_ : keys_;
    name_ = prefix_ + name;
    return ++keys <= most_keys && fields.size() < most_values && is_clean_utf8(name) &&
           name.find('.') == std::string::npos && !fields.contains(name_);
  }
  bool end_object() override {
    at_ = at_ == At::element ? At::list : At::end;
    prefix_.clear();
    return true;
  }
  bool start_array(std::size_t) override {
    if (at_ != At::object) return false;
    at_ = At::list;
    list_ = name_;
    elements_ = 0;
    return true;
  }
  bool end_array() override {
    at_ = At::object;
    return fields.emplace(list_, FieldList{elements_}).second;
  }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  enum class At { start, object, list, element, end };

  bool put(FieldValue value) {
    const bool named = at_ == At::object || at_ == At::element;
    return named && fields.emplace(name_, std::move(value)).second;
  }

  At at_ = At::start;
  std::string name_;
  std::string prefix_;  // "items.0." inside an element
  std::string list_;
  std::size_t keys_ = 0;
  std::size_t element_keys_ = 0;
  std::size_t elements_ = 0;
};

}  // namespace

std::optional<FieldMap> read_json_fields(const std::string& text) {
  RequestObject object;
  if (text.starts_with("\xEF\xBB\xBF")) return std::nullopt;  // nlohmann would pass over it
  if (!nlohmann::json::sax_parse(text, &object)) return std::nullopt;
  return std::move(object.fields);
}

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace kabinet
