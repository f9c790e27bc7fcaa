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

TEST_CASE("a file's name is whole for new readers and leads nowhere", "[http]") {
  CHECK(attachment("a-1_b.csv") == "attachment; filename=\"a-1_b.csv\"");
  CHECK(attachment("\u0424.csv") == "attachment; filename=\"-.csv\"; filename*=UTF-8''%D0%A4.csv");
  CHECK(attachment("../a\\b\"c\r\nd:e.csv") == "attachment; filename=\"..-a-b-c-d-e.csv\"");
}

TEST_CASE("a body that is not one flat object, lists of such apart, is refused", "[http]") {
  for (const char* bad :
       {"[]", "1", "\"a\"", "null", "{", "{\"a\":[1]}", "{\"a\":{\"b\":1}}", "{\"a\":1,\"a\":2}",
        "[{\"a\":1}]", "{\"a\":[[]]}", "{\"a\":[null]}", "{\"a\":[{\"b\":[]}]}",
        "{\"a\":[{\"b\":{}}]}", "{\"a\":[{\"b\":1,\"b\":2}]}", "{\"a\":[{\"b\":1.5}]}",
        "{\"a\":[],\"a\":1}", "{\"a\":1,\"a\":[]}", "{\"a\":[],\"a\":[]}", "{\"a.0.b\":1}",
        "{\"a\":[{\"b.c\":1}]}", "{\"a\":[{\"b\":1}", "{\"a\":[{\"b\":\"\xFF\"}]}",
        "{\"a\":1.5}", "{\"a\":1e3}", "{\"a\":18446744073709551615}", "{\"a\":\"\xFF\"}",
        "{\"a\":\"\\u0000\"}", "{\"a\":1}{\"b\":2}", "{\"a\":01}", "{'a':1}", "{\"a\":NaN}",
        "\xEF\xBB\xBF{}"}) {
    CAPTURE(bad);
    CHECK(code_of([&] { json_fields(bad); }) == "request_malformed");
  }
}

TEST_CASE("deep nesting is refused without being built", "[http]") {
  CHECK(code_of([] { json_fields(std::string(1'000'000, '[')); }) == "request_malformed");
  for (const char* open : {"{", "[", "[{"}) {
    std::string deep = "{\"a\":";
    for (int i = 0; i < 200'000; ++i) deep += open;
    CHECK(code_of([&] { json_fields(deep); }) == "request_malformed");
  }
}

TEST_CASE("too many keys and too long texts are refused", "[http]") {
  std::string many = "{\"k0\":1";
  for (int i = 1; i <= 64; ++i) many += ",\"k" + std::to_string(i) + "\":1";
  CHECK(code_of([&] { json_fields(many + "}"); }) == "request_malformed");
  const std::string text = "{\"a\":\"" + std::string(16 * 1024 + 1, 'x') + "\"}";
  CHECK(code_of([&] { json_fields(text); }) == "request_malformed");
}

TEST_CASE("too many elements, and too many values in all, are refused", "[http]") {
  const auto lists = [](int lists_of, int elements, int keys) {
    std::string text = "{";
    for (int i = 0; i < lists_of; ++i) {
      text += (i == 0 ? "\"a" : ",\"a") + std::to_string(i) + "\":[";
      for (int j = 0; j < elements; ++j) {
        text += j == 0 ? "{" : ",{";
        for (int k = 0; k < keys; ++k) {
          text += (k == 0 ? "\"k" : ",\"k") + std::to_string(k) + "\":1";
        }
        text += "}";
      }
      text += "]";
    }
    return text + "}";
  };
  CHECK(json_fields(lists(1, 64, 1)).size() == 65);
  CHECK(code_of([&] { json_fields(lists(1, 65, 1)); }) == "request_malformed");
  CHECK(json_fields(lists(1, 1, 64)).size() == 65);
  CHECK(code_of([&] { json_fields(lists(1, 1, 65)); }) == "request_malformed");
  CHECK(code_of([&] { json_fields(lists(10, 64, 1)); }) == "request_malformed");
}

TEST_CASE("an element of a list is read by its place", "[http]") {
  Fields fields{json_fields(R"({"id":"x","items":[{"n":1,"w":"a"},{"w":"b","n":2}],"end":true})")};
  CHECK(fields.text("id") == "x");
  CHECK(fields.boolean("end"));
  const auto at = fields.list("items", 2);
  REQUIRE(at == std::vector<std::string>{"items.0.", "items.1."});
  CHECK(fields.integer(at[0] + "n", 0, 9) == 1);
  CHECK(fields.integer(at[1] + "n", 0, 9) == 2);
  CHECK(fields.text(at[0] + "w") == "a");
  CHECK(fields.text(at[1] + "w") == "b");
  CHECK_NOTHROW(fields.done());
}

TEST_CASE("a wrong field of an element is named with its place", "[http]") {
  Fields fields{json_fields(R"({"items":[{"n":"ten"},{}]})")};
  for (const auto& at : fields.list("items", 20)) fields.kopecks(at + "n");
  const std::map<std::string, std::string> why{{"items.0.n", "not_a_whole_number"},
                                               {"items.1.n", "missing"}};
  CHECK(reasons(fields) == why);
}

TEST_CASE("an unknown field of an element is malformed", "[http]") {
  Fields fields{json_fields(R"({"items":[{"n":1},{"n":2,"role":"admin"}]})")};
  for (const auto& at : fields.list("items", 20)) fields.kopecks(at + "n");
  CHECK(code_of([&] { fields.done(); }) == "request_malformed");
  CHECK(reasons(fields) == std::map<std::string, std::string>{{"items.1.role", "unknown"}});
}

TEST_CASE("a list has one element at least and no more than its most", "[http]") {
  const auto why = [](const char* body) {
    Fields fields{json_fields(body)};
    for (const auto& at : fields.list("items", 2)) fields.kopecks(at + "n");
    return reasons(fields)["items"];
  };
  CHECK(why(R"({})") == "missing");
  CHECK(why(R"({"items":null})") == "missing");
  CHECK(why(R"({"items":[]})") == "missing");
  CHECK(why(R"({"items":"all"})") == "not_a_list");
  CHECK(why(R"({"items":1})") == "not_a_list");
  CHECK(why(R"({"items":[{"n":1},{"n":1},{"n":1}]})") == "too_many");
  CHECK(why(R"({"items":[{"n":1},{"n":1}]})").empty());
}

TEST_CASE("a list is no text, number, truth or choice", "[http]") {
  Fields fields{json_fields(R"({"t":[],"n":[],"b":[],"c":[]})")};
  fields.text("t");
  fields.integer("n", 0, 9);
  fields.optional_boolean("b");
  fields.choice("c", {"x"});
  CHECK(reasons(fields).size() == 4);
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
      R"("u":"0B2C7C1E-1f2a-4a3b-8c4d-5e6f70819203","d":"2026-11-22"})")};
  CHECK(fields.login("l") == "C1");
  CHECK(fields.password("p").reveal() == "пароль");
  CHECK(fields.letter_code("c").reveal() == "ABCDEF");
  CHECK(fields.code6("s").reveal() == "123456");
  CHECK(fields.integer("n", 0, 9) == 7);
  CHECK(fields.kopecks("k") == 100);
  CHECK(fields.boolean("b"));
  CHECK(fields.choice("w", {"red"}) == "red");
  CHECK(fields.uuid("u") == "0b2c7c1e-1f2a-4a3b-8c4d-5e6f70819203");
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
