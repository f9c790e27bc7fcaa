// Each thing a function.json must not say, and the sentence with which it is refused.
#include "manifest/manifest.hpp"
#include "runtime/problem.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace kabinet;
using manifest::Manifest;

namespace {

Manifest parse(const std::string& text) {
  return manifest::parse(text, "functions/otp/function.json", "otp");
}

// A whole manifest with one route; `route` is the route's members.
std::string with_route(const std::string& route, const std::string& address = "POST /api/otp") {
  return R"({"name": "otp", "summary": "s", "trigger": "http", "routes": {")" + address +
         R"(": {)" + route + "}}}";
}

// A whole queue manifest with more keys.
std::string with_key(const std::string& more) {
  return R"({"name": "otp", "summary": "s", "trigger": "queue", "topic": "sms", "sql": "take")" +
         std::string{", "} + more + "}";
}

std::string refusal(const std::string& text) {
  try {
    (void)parse(text);
  } catch (const manifest::Wrong& wrong) {
    return wrong.what();
  }
  return "";
}

std::string at(const std::string& place, const std::string& what) {
  return "functions/otp/function.json: " + place + ": " + what;
}

std::string in_route(const std::string& rest) {
  return refusal(with_route(R"("do": "confirm", "auth": "nobody", )" + rest));
}

const std::string here = "routes.\"POST /api/otp\"";

}  // namespace

TEST_CASE("a manifest gives its route with kinds, sql and refusals", "[manifest]") {
  const Manifest made = parse(with_route(
      R"x("do": "confirm", "auth": "client", "sql": ["a", "b"],
          "in": {"code": "code6", "size": "choice(s|m)?", "n": "int(-2..7)"},
          "out": {"rows": [{"id": "uuid", "on": "date?"}]},
          "refuses": {"otp_code_wrong": 401})x"));
  REQUIRE(made.routes.size() == 1);
  const manifest::Route& route = made.routes[0];
  CHECK(route.method == "POST");
  CHECK(route.path == "/api/otp");
  CHECK(route.signed_in());
  CHECK(route.sql == std::vector<std::string>{"a", "b"});
  REQUIRE(route.in.size() == 3);
  CHECK(route.in[1].kind.optional);
  CHECK(route.in[1].kind.choices == std::vector<std::string>{"s", "m"});
  CHECK(route.in[2].kind.range == std::pair<std::int64_t, std::int64_t>{-2, 7});
  CHECK(route.out.members[0].members[0].members[1].kind.optional);
  CHECK(route.refuses == manifest::Refuses{{"otp_code_wrong", 401}});
}

TEST_CASE("limits and workers have defaults, and units are counted in", "[manifest]") {
  const Manifest plain = parse(with_key(R"("workers": 3)"));
  CHECK(plain.body_bytes == 16 * 1024);
  CHECK(plain.time_ms == 5000);
  CHECK(plain.rate.empty());
  CHECK(plain.workers_max == 12);
  const Manifest said = parse(with_key(
      R"("workers_max": 2,
         "limits": {"body": "2m", "rate": "6r/m", "burst": 0, "time": "250ms"})"));
  CHECK(said.body_bytes == 2 * 1024 * 1024);
  CHECK(said.rate == "6r/m");
  CHECK(said.burst == 0);
  CHECK(said.time_ms == 250);
  CHECK(said.workers_max == 2);
}

TEST_CASE("every common refusal has the status the runtime gives it", "[manifest]") {
  for (const auto& [code, status] : manifest::common_refusals()) {
    INFO(code);
    CHECK(status_of(nullptr, code) == status);
  }
}

TEST_CASE("a text that is no JSON is refused with the place", "[manifest]") {
  CHECK(refusal("{\"name\": }") ==
        "functions/otp/function.json: not JSON near byte 10; correct it there");
  CHECK(refusal(R"({"name": "otp", "name": "otp"})") ==
        R"(functions/otp/function.json: the key "name" stands twice in one object; remove one)");
  CHECK(refusal("[]") == at("the file", "write an object {…}"));
}

TEST_CASE("what every manifest must say is asked for", "[manifest]") {
  CHECK(refusal("{}") == at("the file", "\"name\" is missing; write the folder's name"));
  CHECK(refusal(R"({"name": "login"})") ==
        at("name", "the folder is \"otp\"; give both one name"));
  CHECK(refusal(R"({"name": "Otp"})") ==
        at("name", "write a name in snake_case (a-z, 0-9, _; a letter first)"));
  CHECK(refusal(R"({"name": "otp"})") ==
        at("the file", "\"summary\" is missing; say in one sentence what it is for"));
  CHECK(refusal(R"({"name": "otp", "summary": ""})") == at("summary", "write a text in quotes"));
  CHECK(refusal(R"({"name": "otp", "summary": "s"})") ==
        at("the file", "\"trigger\" is missing; what starts it: http, queue, timer or notice"));
  CHECK(refusal(R"({"name": "otp", "summary": "s", "trigger": "cron"})") ==
        at("trigger", "\"cron\" is not one of http, queue, timer, notice"));
  CHECK_THAT(refusal(R"({"name": "otp", "worker": 2})"),
             Catch::Contains(": worker: unknown key; here may stand: $schema, name,"));
}

TEST_CASE("a trigger has its own keys and no others", "[manifest]") {
  const std::string http = R"({"name": "otp", "summary": "s", "trigger": "http")";
  CHECK(refusal(http + "}") ==
        at("the file", "\"routes\" is missing; this trigger answers requests"));
  CHECK(refusal(http + R"(, "routes": {}})") == at("routes", "name at least one route"));
  CHECK(refusal(http + R"(, "topic": "sms"})") ==
        at("topic", "trigger \"http\" has no such key; remove it"));
  CHECK(refusal(with_key(R"("every": "5s")")) ==
        at("every", "trigger \"queue\" has no such key; remove it"));
  const std::string timer = R"({"name": "otp", "summary": "s", "trigger": "timer")";
  CHECK(refusal(timer + "}") ==
        at("the file", "\"sql\" is missing; name what it calls in schema api"));
  CHECK(refusal(timer + R"(, "sql": []})") ==
        at("the file", "\"every\" is missing; how often, like \"60s\""));
  CHECK(refusal(timer + R"(, "sql": [], "every": 60})") ==
        at("every", "write a number with its unit, like \"5s\", \"5m\", \"5h\""));
}

TEST_CASE("limits and workers outside their range are refused", "[manifest]") {
  CHECK(refusal(with_key(R"("limits": {"body": "512"})")) ==
        at("limits.body", "write a number with its unit, like \"5k\", \"5m\""));
  CHECK(refusal(with_key(R"("limits": {"body": "99999999m"})")) ==
        at("limits.body", "\"99999999m\" is too small or too large"));
  CHECK(refusal(with_key(R"("limits": {"rate": "10/s"})")) ==
        at("limits.rate", "write a number with its unit, like \"5r/s\", \"5r/m\""));
  CHECK(refusal(with_key(R"("limits": {"burst": -1})")) ==
        at("limits.burst", "write a whole number from 0 to 1000"));
  CHECK(refusal(with_key(R"("limits": {"speed": 1})")) ==
        at("limits.speed", "unknown key; here may stand: body, rate, burst, time"));
  CHECK(refusal(with_key(R"("workers": 0)")) ==
        at("workers", "write a whole number from 1 to 64"));
  CHECK(refusal(with_key(R"("workers": 4, "workers_max": 3)")) ==
        at("workers_max", "write a whole number from 4 to 256"));
  CHECK(refusal(with_key(R"("secrets": ["master", "master"])")) ==
        at("secrets[1]", "\"master\" stands here twice; remove one"));
}

TEST_CASE("an address is a method and a plain path in one of four homes", "[manifest]") {
  const auto wrong = [](const std::string& address) {
    return refusal(with_route(R"("do": "a", "auth": "nobody")", address));
  };
  CHECK_THAT(wrong("FETCH /api/x"), Catch::Contains("begin with GET, POST, PUT, PATCH or DELETE"));
  CHECK_THAT(wrong("GET"), Catch::Contains("the path begins with /api/, /notice/ or /internal/,"));
  CHECK(wrong("GET /terminal").empty());
  CHECK_THAT(wrong("GET /terminals"), Catch::Contains("the path begins with"));
  CHECK_THAT(wrong("GET /x"), Catch::Contains("the path begins with"));
  CHECK_THAT(wrong("GET /api/X y"), Catch::Contains("segments are a-z, 0-9, _, - and . or one"));
  CHECK_THAT(wrong("GET /api/{id"), Catch::Contains("segments are"));
  CHECK_THAT(wrong("GET /api//x"), Catch::Contains("segments are"));
  CHECK_THAT(wrong("GET /api/x/"), Catch::Contains("remove the / at the end"));
  CHECK_THAT(wrong("GET /internal/x"), Catch::Contains("\"internal\": true belongs to"));
  CHECK_THAT(wrong("GET /api/{id}"), Catch::Contains("{id} of the path is missing in \"in\""));
}

TEST_CASE("a route says who may call, and a session's proof needs sql", "[manifest]") {
  CHECK(refusal(with_route(R"("auth": "nobody")")) ==
        at(here, "\"do\" is missing; name the handler, a verb"));
  CHECK(refusal(with_route(R"("do": "confirm")")) ==
        at(here, "\"auth\" is missing; say who may call; there is no default"));
  CHECK(refusal(with_route(R"("do": "confirm", "auth": "all")")) ==
        at(here + ".auth",
           "\"all\" is not one of nobody, activation, any, client, confirmed, machine"));
  CHECK(refusal(with_route(R"("do": "confirm", "auth": "client")")) ==
        at(here, "auth \"client\" needs \"sql\": the proof of the session travels with it"));
  CHECK(refusal(with_route(R"("do": "reply", "auth": "nobody")")) ==
        at(here + ".do", "the runtime has that name; take another verb"));
  CHECK(refusal(with_route(R"("do": "a", "auth": "nobody"}, "GET /api/otp": {"do": "a",
                              "auth": "nobody")")) ==
        at("routes.\"GET /api/otp\"", "\"do\": \"a\" is taken by another route"));
  CHECK(refusal(with_route(R"("do": "a", "auth": "nobody", "method": "GET")")) ==
        at(here + ".method",
           "unknown key; here may stand: do, auth, internal, sql, in, out, refuses"));
}

TEST_CASE("a machine's route declares nothing but the fields of its path", "[manifest]") {
  const auto wrong = [](const std::string& in) {
    return refusal(with_route(R"("do": "hear", "auth": "machine", "in": )" + in, "GET /api/{x}"));
  };
  CHECK(wrong(R"({"x": "text"})").empty());
  CHECK_THAT(wrong(R"({"x": "text", "event": "text"})"),
             Catch::Contains("a machine speaks its own protocol: leave in \"in\" what stands"));
}

TEST_CASE("a field is of a known kind with the right brackets", "[manifest]") {
  const auto wrong = [](const std::string& kind) {
    return in_route(R"("in": {"x": ")" + kind + R"("})");
  };
  const std::string x = here + ".in.x";
  CHECK_THAT(wrong("code7"), Catch::Contains(x + ": unknown kind \"code7\"; use one of text, "));
  CHECK(wrong("password?") == at(x, "\"password\" is always required; remove the ?"));
  CHECK(wrong("int") == at(x, "give the range as int(low..high)"));
  CHECK(wrong("int(5..1)") == at(x, "give the range as int(low..high)"));
  CHECK(wrong("text(-1..5)") == at(x, "give the range as text(low..high)"));
  CHECK(wrong("uuid(1..2)") == at(x, "\"uuid\" takes no brackets here"));
  CHECK(wrong("choice") == at(x, "name the choices: choice(one|two)"));
  CHECK(wrong("choice(a||b)") == at(x, "name the choices: choice(one|two)"));
  CHECK(wrong("text(1..2") == at(x, "close the bracket of \"text(1..2\""));
  CHECK(wrong("text()") == at(x, "the brackets of \"text()\" are empty; remove them"));
  CHECK(in_route(R"("in": {"X": "text"})") ==
        at(here + ".in.\"X\"", "name the field in snake_case"));
  CHECK(refusal(with_route(R"("do": "a", "auth": "nobody", "in": {"id": "uuid?"})",
                           "GET /api/{id}")) ==
        at("routes.\"GET /api/{id}\"", "{id} of the path cannot be optional"));
}

TEST_CASE("a field may be a list of flat objects", "[manifest]") {
  const Manifest made = parse(with_route(
      R"x("do": "pay", "auth": "nobody",
          "in": {"id": "uuid", "items": [{"contract_id": "uuid", "note": "text(1..9)?"}]})x"));
  const auto& in = made.routes[0].in;
  REQUIRE(in.size() == 2);
  CHECK_FALSE(in[0].list());
  REQUIRE(in[1].members.size() == 2);
  CHECK(in[1].members[0].kind.word == "uuid");
  CHECK(in[1].members[1].kind.optional);
  CHECK(in[1].members[1].kind.range == std::pair<std::int64_t, std::int64_t>{1, 9});
}

TEST_CASE("a list in a request holds one flat object of known kinds, in a body", "[manifest]") {
  const auto wrong = [](const std::string& list) {
    return in_route(R"("in": {"x": )" + list + "}");
  };
  const std::string x = here + ".in.x";
  CHECK(wrong("[]") == at(x, "a list has one element in it: [{ its fields }]"));
  CHECK(wrong(R"([{"a": "uuid"}, {"a": "uuid"}])") ==
        at(x, "a list has one element in it: [{ its fields }]"));
  CHECK(wrong("[{}]") == at(x, "name the fields of an element"));
  CHECK(wrong(R"(["uuid"])") == at(x + "[0]", "write an object {…}"));
  CHECK(wrong(R"({"a": "uuid"})") == at(x, "write a text in quotes"));
  CHECK(wrong(R"([{"A": "uuid"}])") == at(x + "[0].\"A\"", "name the field in snake_case"));
  CHECK(wrong(R"([{"a": [{"b": "uuid"}]}])") == at(x + "[0].a", "write a text in quotes"));
  CHECK_THAT(wrong(R"([{"a": "map"}])"), Catch::Contains(x + "[0].a: unknown kind \"map\""));
  CHECK(in_route(R"("in": {"X": [{"a": "uuid"}]})") ==
        at(here + ".in.\"X\"", "name the field in snake_case"));
  const std::string list = R"("do": "a", "auth": "nobody", "in": {"x": [{"a": "uuid"}]})";
  CHECK(refusal(with_route(list, "GET /api/x")) ==
        at("routes.\"GET /api/x\".in.x", "a list needs a body; GET has none"));
  CHECK(refusal(with_route(list, "POST /api/{x}")) ==
        at("routes.\"POST /api/{x}\"", "{x} of the path cannot be a list"));
}

TEST_CASE("a reply is an object of known kinds, a file or nothing", "[manifest]") {
  CHECK(in_route(R"("out": "text")") ==
        at(here + ".out", "a reply is an object, \"file\" or null"));
  CHECK(in_route(R"("out": {"a": []})") ==
        at(here + ".out.a", "a list has one shape in it: [ shape of each element ]"));
  CHECK(in_route(R"("out": {"a": {}})") ==
        at(here + ".out.a", "name the members, or write \"map\""));
  CHECK(in_route(R"("out": {"a": [{"B": "text"}]})") ==
        at(here + ".out.a[0].\"B\"", "name the member in snake_case"));
  CHECK_THAT(in_route(R"("out": {"a": "phone"})"), Catch::Contains("unknown kind \"phone\""));
  CHECK(in_route(R"("out": {"a": 5})") == at(here + ".out.a", "write an object {…}"));
  CHECK(in_route(R"("out": null)").empty());
  CHECK(in_route(R"("out": "file")").empty());
}

TEST_CASE("a refusal has a snake_case code and an error's status", "[manifest]") {
  CHECK(in_route(R"("refuses": {"Bad": 400})") ==
        at(here + ".refuses.\"Bad\"", "name the refusal in snake_case, as its constraint"));
  CHECK(in_route(R"("refuses": {"bad": 200})") ==
        at(here + ".refuses.bad", "write a whole number from 400 to 599"));
  CHECK(in_route(R"("refuses": {"not_found": 410})") ==
        at(here + ".refuses.not_found", "every route answers not_found with 404"));
}

TEST_CASE("two functions do not share a path or a topic", "[manifest]") {
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / "manifest_twice";
  fs::remove_all(root);
  for (const std::string name : {"a", "b"}) {
    fs::create_directories(root / name);
    std::ofstream{root / name / "function.json"}
        << R"({"name": ")" << name
        << R"(", "summary": "s", "trigger": "queue", "topic": "sms", "sql": "t"})";
  }
  CHECK_THROWS_WITH(manifest::read_all(root),
                    Catch::Contains("b/function.json: the topic sms is a's already; take another"));
  fs::remove_all(root);
  CHECK_THROWS_WITH(manifest::read(root / "a" / "function.json"),
                    Catch::Contains("cannot be read; is the path right?"));
}
