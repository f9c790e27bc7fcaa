// One flat object through nlohmann's SAX reader: what it does not hand over cannot hurt.
#include "http/json.hpp"

#include "text/text.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace kabinet {

namespace {

constexpr std::size_t most_keys = 64;
constexpr std::size_t longest_text = 16 * 1024;

class FlatObject final : public nlohmann::json_sax<nlohmann::json> {
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
  bool start_object(std::size_t) override { return std::exchange(open_, true) == false; }
  bool key(std::string& name) override {
    name_ = std::move(name);
    return fields.size() < most_keys && is_clean_utf8(name_) && !fields.contains(name_);
  }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  bool put(FieldValue value) { return open_ && fields.emplace(name_, std::move(value)).second; }

  bool open_ = false;
  std::string name_;
};

}  // namespace

std::optional<FieldMap> read_flat_json(const std::string& text) {
  FlatObject object;
  if (text.starts_with("\xEF\xBB\xBF")) return std::nullopt;  // nlohmann would pass over it
  if (!nlohmann::json::sax_parse(text, &object)) return std::nullopt;
  return std::move(object.fields);
}

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace kabinet
