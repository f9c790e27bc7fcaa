// The strict reader and the kinds.
#include "http/fields.hpp"

#include "base/refusal.hpp"
#include "http/json.hpp"
#include "http/request.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;

namespace {

std::string code_of(const auto& action) {
  try {
    action();
  } catch (const Refusal& refusal) {
    return refusal.code;
  }
  return "";
}

std::map<std::string, std::string> reasons(Fields& fields) {
  try {
    fields.done();
  } catch (const Refusal& refusal) {
    return refusal.fields;
  }
  return {};
}

}  // namespace

TEST_CASE("a body that is not one flat object is refused", "[http]") {
  for (const char* bad :
       {"[]", "1", "\"a\"", "null", "{", "{\"a\":[1]}", "{\"a\":{\"b\":1}}", "{\"a\":1,\"a\":2}",
        "{\"a\":1.5}", "{\"a\":1e3}", "{\"a\":18446744073709551615}", "{\"a\":\"\xFF\"}",
        "{\"a\":\"\\u0000\"}", "{\"a\":1}{\"b\":2}", "{\"a\":01}", "{'a':1}", "{\"a\":NaN}",
        "\xEF\xBB\xBF{}"}) {
    CAPTURE(bad);
    CHECK(code_of([&] { json_fields(bad); }) == "request_malformed");
  }
}

TEST_CASE("deep nesting is refused without being built", "[http]") {
  CHECK(code_of([] { json_fields(std::string(1'000'000, '[')); }) == "request_malformed");
  CHECK(code_of([] { json_fields("{\"a\":" + std::string(500'000, '{')); }) == "request_malformed");
}

TEST_CASE("too many keys and too long texts are refused", "[http]") {
  std::string many = "{\"k0\":1";
  for (int i = 1; i <= 64; ++i) many += ",\"k" + std::to_string(i) + "\":1";
  CHECK(code_of([&] { json_fields(many + "}"); }) == "request_malformed");
  const std::string text = "{\"a\":\"" + std::string(16 * 1024 + 1, 'x') + "\"}";
  CHECK(code_of([&] { json_fields(text); }) == "request_malformed");
}

TEST_CASE("an empty body has no fields", "[http]") { CHECK(json_fields("").empty()); }

TEST_CASE("all wrong fields are told in one answer", "[http]") {
  Fields fields{json_fields(
      R"({"u":"x","d":"2026-02-31","c":"12345","n":"ten","k":-1,"b":"yes","w":"blue","t":""})")};
  fields.uuid("u");
  fields.date("d");
  fields.code6("c");
  fields.integer("n", 0, 5);
  fields.kopecks("k");
  fields.boolean("b");
  fields.choice("w", {"red", "green"});
  fields.text("t");
  fields.token("absent");
  const auto why = reasons(fields);
  CHECK(why.at("u") == "not_an_id");
  CHECK(why.at("d") == "not_a_date");
  CHECK(why.at("c") == "not_six_digits");
  CHECK(why.at("n") == "not_a_whole_number");
  CHECK(why.at("k") == "out_of_range");
  CHECK(why.at("b") == "not_yes_or_no");
  CHECK(why.at("w") == "not_a_choice");
  CHECK(why.at("t") == "missing");
  CHECK(why.at("absent") == "missing");
}

TEST_CASE("a field of another type is not bent into shape", "[http]") {
  Fields fields{json_fields(R"({"text":1,"flag":1,"number":true})")};
  fields.text("text");
  fields.boolean("flag");
  fields.integer("number", 0, 9);
  const auto why = reasons(fields);
  CHECK(why.at("text") == "not_text");
  CHECK(why.at("flag") == "not_yes_or_no");
  CHECK(why.at("number") == "not_a_whole_number");
}

TEST_CASE("an unknown field is malformed, whatever else is right", "[http]") {
  Fields fields{json_fields(R"({"known":"a","role":"admin"})")};
  fields.text("known");
  CHECK(code_of([&] { fields.done(); }) == "request_malformed");
}

TEST_CASE("right values are read as they are", "[http]") {
  Fields fields{json_fields(
      R"({"l":" c1 ","p":"пароль","c":"ab-cd ef","s":"123456","n":7,"k":100,"b":true,"w":"red",)"
      R"("u":"0b2c7c1e-1f2a-4a3b-8c4d-5e6f70819203","d":"2026-11-22"})")};
  CHECK(fields.login("l") == "C1");
  CHECK(fields.password("p").reveal() == "пароль");
  CHECK(fields.letter_code("c").reveal() == "ABCDEF");
  CHECK(fields.code6("s").reveal() == "123456");
  CHECK(fields.integer("n", 0, 9) == 7);
  CHECK(fields.kopecks("k") == 100);
  CHECK(fields.boolean("b"));
  CHECK(fields.choice("w", {"red"}) == "red");
  CHECK(fields.uuid("u").size() == 36);
  CHECK(fields.date("d") == "2026-11-22");
  CHECK_NOTHROW(fields.done());
}

TEST_CASE("optional fields may be absent, null or empty, and are checked when given", "[http]") {
  Fields fields{json_fields(R"({"a":null,"b":"","c":"2026-02-30","n":5,"f":"true","w":"x"})")};
  CHECK_FALSE(fields.optional_text("a"));
  CHECK_FALSE(fields.optional_uuid("b"));
  CHECK_FALSE(fields.optional_kopecks("none"));
  CHECK(fields.optional_integer("n", 0, 9) == 5);
  CHECK(fields.optional_boolean("f") == true);
  fields.optional_date("c");
  fields.optional_choice("w", {"y"});
  const auto why = reasons(fields);
  CHECK(why.size() == 2);
  CHECK(why.at("c") == "not_a_date");
}

TEST_CASE("secrets have limits too", "[http]") {
  Fields fields{{{"p", std::string(129, 'x')},
                 {"c", std::string{"###"}},
                 {"t", std::string(43, '!')},
                 {"l", std::string{"a b"}}}};
  fields.password("p");
  fields.letter_code("c");
  fields.token("t");
  fields.login("l");
  CHECK(reasons(fields).size() == 4);
}

TEST_CASE("a query is decoded once and strictly", "[http]") {
  const auto fields = query_fields("from=2026-01-01&name=%D0%B9+x&empty=");
  CHECK(fields.at("from") == "2026-01-01");
  CHECK(fields.at("name") == "й x");
  CHECK(fields.at("empty").empty());
  for (const char* bad : {"a=1&a=2", "a=%4", "a=%zz", "a=%00", "a=%FF", "=1"}) {
    CAPTURE(bad);
    CHECK(code_of([&] { query_fields(bad); }) == "request_malformed");
  }
}

TEST_CASE("a cookie planted twice does not count", "[http]") {
  CHECK(cookie_value("a=1; __Host-sid=xyz; b=2", "__Host-sid") == "xyz");
  CHECK(cookie_value("__Host-sid=one; __Host-sid=two", "__Host-sid").empty());
  CHECK(cookie_value("x__Host-sid=one", "__Host-sid").empty());
  CHECK(cookie_value("", "a").empty());
}

TEST_CASE("text goes into JSON quoted and never breaks it", "[http]") {
  CHECK(json_text("a\"b\\\n") == R"("a\"b\\\n")");
  CHECK(json_text("\xFF").find('\xFF') == std::string::npos);
}
