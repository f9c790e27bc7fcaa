// The one path of a request, with a function made by hand and a database that may be away.
#include "runtime/answer.hpp"

#include "base/json.hpp"
#include "base/refusal.hpp"
#include "base/require.hpp"
#include "runtime/call.hpp"
#include "runtime/problem.hpp"
#include "runtime/route.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using nlohmann::json;

namespace {

Function toy() {
  Function function;
  function.name = "toy";
  function.manifest = "{}";
  function.body_limit = 100;
  const auto text = [](Call&, Fields& fields) -> Reply {
    const std::string word = fields.text("word", 1, 5);
    fields.done();
    if (word == "late") refuse_for("too_many_requests", 30);
    if (word == "own") refuse("word_is_free");
    if (word == "odd") refuse("not_declared_anywhere");
    require(word != "bug", "a bug");
    return ok("{\"word\":\"" + word + "\"}");
  };
  const auto item = [](Call&, Fields& fields) {
    const std::string id = fields.uuid("id");
    fields.done();
    return gone();
  };
  const auto count = [](Call& call, Fields& fields) {
    fields.done();
    return ok(call.ask().scalar());
  };
  function.routes = {
      {"POST", "/api/words", "say", Level::nobody, {}, {{"word_is_free", 409}}, text},
      {"GET", "/api/words", "read", Level::nobody, {}, {}, text},
      {"DELETE", "/api/words/{id}", "drop", Level::nobody, {}, {}, item},
      {"POST", "/api/mine", "mine", Level::client, {"words_count"}, {}, count},
      {"GET", "/api/mine", "mine", Level::client, {"words_count"}, {}, count},
  };
  const auto hear = [](Call& call, Fields& fields) {
    const std::string shop = fields.text("shop");
    fields.done();
    return ok(shop + "|" + call.request().query + "|" + call.request().body);
  };
  function.routes.push_back({"POST", "/notice/{shop}", "hear", Level::machine, {}, {}, hear});
  function.routes.push_back({"GET", "/notice/{shop}", "ask", Level::machine, {}, {}, hear});
  return function;
}

const Site& site() {
  static const Site value = [] {
    Site made;
    made.url = "https://lk.example.org";
    return made;
  }();
  return value;
}

Reply ask(const Request& request) {
  static const Function function = toy();
  static const Vault vault{Bytes{std::string(32, 'k')}};
  static pg::Db db{"host=/nonexistent dbname=none"};
  return answer(function, db, request, site(), vault);
}

Request post(const std::string& path, const std::string& body) {
  Request request;
  request.method = "POST";
  request.path = path;
  request.body = body;
  request.content_type = "application/json; charset=utf-8";
  request.fetch_site = "same-origin";
  request.id = "ref";
  return request;
}

Request get(const std::string& path, const std::string& query = "") {
  Request request;
  request.method = "GET";
  request.path = path;
  request.query = query;
  request.id = "ref";
  return request;
}

std::string code(const Reply& reply) { return json::parse(reply.body).at("code"); }

}  // namespace

TEST_CASE("a request that fits its route is answered", "[runtime]") {
  const Reply reply = ask(post("/api/words", R"({"word":"hello"})"));
  CHECK(reply.status == 200);
  CHECK(reply.body == R"({"word":"hello"})");
  CHECK(ask(get("/api/words", "word=hi")).status == 200);
  Request head = get("/api/words", "word=hi");
  head.method = "HEAD";
  CHECK(ask(head).status == 200);
}

TEST_CASE("every answer forbids caching and names its request", "[runtime]") {
  const Reply reply = ask(get("/api/none"));
  CHECK(std::find(reply.headers.begin(), reply.headers.end(),
                  std::pair<std::string, std::string>{"Cache-Control", "no-store"}) !=
        reply.headers.end());
  CHECK(json::parse(reply.body).at("reference") == "ref");
}

TEST_CASE("an unknown path is absent, a known one with another method is told so", "[runtime]") {
  for (const char* path : {"/api/word", "/api/words/", "/api/words/x/y", "", "api/words", "/",
                           "/api//words"}) {
    CAPTURE(path);
    CHECK(ask(get(path)).status == 404);
  }
  Request put = get("/api/words");
  put.method = "PUT";
  CHECK(ask(put).status == 405);
}

TEST_CASE("a refusal has the status that the manifest or the common list gives", "[runtime]") {
  const Reply own = ask(post("/api/words", R"({"word":"own"})"));
  CHECK(own.status == 409);
  CHECK(json::parse(own.body).at("title") ==
        "Refused by a rule of this address: word is free.");
  const Reply late = ask(post("/api/words", R"({"word":"late"})"));
  CHECK(late.status == 429);
  CHECK(json::parse(late.body).at("retry_after_s") == 30);
  CHECK(late.content_type == "application/problem+json");
}

TEST_CASE("an undeclared refusal and a broken invariant are our bugs", "[runtime]") {
  for (const char* word : {"odd", "bug"}) {
    const Reply reply = ask(post("/api/words", std::string{R"({"word":")"} + word + R"("})"));
    CHECK(reply.status == 500);
    CHECK(code(reply) == "internal");
    CHECK(reply.body.find("declared") == std::string::npos);
  }
}

TEST_CASE("wrong fields are named", "[runtime]") {
  const Reply reply = ask(post("/api/words", R"({"word":"far too long"})"));
  CHECK(reply.status == 422);
  CHECK(json::parse(reply.body).at("fields").at("word") == "too_long");
  CHECK(ask(post("/api/words", R"({"word":"a","more":1})")).status == 400);
  Request remove = get("/api/words/not-a-uuid");
  remove.method = "DELETE";
  CHECK(ask(remove).status == 422);
}

TEST_CASE("a body too large, of another type, or where none belongs is refused", "[runtime]") {
  CHECK(ask(post("/api/words", std::string(101, ' '))).status == 413);
  Request form = post("/api/words", "word=a");
  form.content_type = "application/x-www-form-urlencoded";
  CHECK(ask(form).status == 415);
  Request with_body = get("/api/words", "word=a");
  with_body.body = "{}";
  CHECK(ask(with_body).status == 400);
  Request with_query = post("/api/words", R"({"word":"a"})");
  with_query.query = "word=b";
  CHECK(ask(with_query).status == 400);
}

TEST_CASE("another site cannot make a browser act here", "[runtime]") {
  Request request = post("/api/words", R"({"word":"a"})");
  for (const char* from : {"cross-site", "same-site", "none"}) {
    request.fetch_site = from;
    CHECK(code(ask(request)) == "csrf_refused");
  }
  request.fetch_site = "";
  request.origin = "https://evil.example";
  CHECK(code(ask(request)) == "csrf_refused");
  request.origin = "https://lk.example.org";
  CHECK(ask(request).status == 200);
  request.origin = "";
  CHECK(ask(request).status == 200);  // a script; without a cookie it has nothing to abuse
}

TEST_CASE("a machine's notice is not asked for a browser's proof", "[runtime]") {
  Request notice = post("/notice/shop", R"({"word":"a"})");
  notice.fetch_site = "";
  notice.origin = "https://elsewhere.example";
  CHECK(ask(notice).status == 200);
}

TEST_CASE("a machine's query and body reach the handler as they came", "[runtime]") {
  for (const char* body : {"", "{", R"({"a":1,"a":{"b":[1.5]}})", "a=1&a=2", "<x/>", "\xFF"}) {
    CAPTURE(body);
    Request notice = post("/notice/shop", body);
    notice.content_type = "application/x-www-form-urlencoded";
    notice.query = "x=1&x=2&y=%";
    CHECK(ask(notice).body == "shop|x=1&x=2&y=%|" + std::string{body});
    notice.method = "GET";
    CHECK(ask(notice).body == "shop|x=1&x=2&y=%|" + std::string{body});
  }
}

TEST_CASE("a machine's body has the function's limit as well", "[runtime]") {
  CHECK(code(ask(post("/notice/shop", std::string(101, 'x')))) == "body_too_large");
}

TEST_CASE("a session's change needs the session's own X-CSRF", "[runtime]") {
  Request request = post("/api/mine", "");
  CHECK(code(ask(request)) == "session_required");
  request.cookie = "__Host-sid=" + std::string(43, 'A');
  CHECK(code(ask(request)) == "csrf_refused");
  request.csrf = std::string(43, 'B');
  CHECK(code(ask(request)) == "csrf_refused");
}

TEST_CASE("a database that is away is told honestly", "[runtime]") {
  Request request = get("/api/mine");
  request.cookie = "__Host-sid=" + std::string(43, 'A');
  const Reply reply = ask(request);
  CHECK(reply.status == 503);
  CHECK(code(reply) == "unavailable");
  CHECK(json::parse(reply.body).at("retry_after_s") == 2);
}
