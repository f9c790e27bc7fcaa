// Migrations are numbered densely, every constraint in them has a name, and every refusal that is
// raised by hand is met by a test.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <map>

using namespace kabinet::tidy;

namespace {

bool is_migration(const File& file) { return file.in("sql/migrations/") && file.ends(".sql"); }

Findings numbers(const Tree& tree) {
  std::map<std::string, std::string> taken;  // four digits -> path
  Findings found;
  for (const File& file : tree) {
    if (!file.in("sql/migrations/")) continue;
    const std::string name = file.path.substr(15);
    const bool numbered =
        name.size() > 9 && name[4] == '_' && name.ends_with(".sql") &&
        std::all_of(name.begin(), name.begin() + 4, [](char c) { return c >= '0' && c <= '9'; });
    if (!numbered) {
      found.push_back({file.path, 1, "a migration is named NNNN_words.sql"});
    } else if (!taken.emplace(name.substr(0, 4), file.path).second) {
      found.push_back({file.path, 1, "this number is taken by " + taken[name.substr(0, 4)] +
                                         ": the later branch renumbers"});
    }
  }
  std::size_t expected = 1;
  for (const auto& [number, path] : taken) {
    if (std::stoul(number) != expected) {
      found.push_back(
          {path, 1, "numbers are dense: this one is number " + std::to_string(expected)});
    }
    ++expected;
  }
  return found;
}

// One word or sign of SQL and where it stands.
struct Token {
  std::string text;
  std::size_t line = 0;
};

std::vector<Token> tokens_of(const File& file) {
  std::vector<Token> tokens;
  const auto lines = sql_code(file).lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t at = 0; at < lines[i].size();) {
      const std::string_view name = name_at(lines[i], at);
      if (!name.empty()) tokens.push_back({lowered(name), i + 1});
      if (name.empty() && lines[i][at] != ' ') tokens.push_back({{lines[i][at]}, i + 1});
      at += std::max<std::size_t>(name.size(), 1);
    }
  }
  return tokens;
}

// The words of one statement that make a constraint, and those that only look like one.
bool makes_constraint(const std::vector<Token>& tokens, std::size_t i) {
  const std::string& word = tokens[i].text;
  const std::string before = i > 0 ? tokens[i - 1].text : "";
  const std::string after = i + 1 < tokens.size() ? tokens[i + 1].text : "";
  if (word == "check") return after == "(" && before != "with";
  if (word == "unique") return after != "index" && before != "create";
  if (word == "foreign") return after == "key";
  if (word == "exclude") return after == "using" || after == "(";
  return word == "references";
}

Findings nameless(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!is_migration(file)) continue;
    const auto tokens = tokens_of(file);
    bool table = false;       // inside create table, alter table or create domain
    bool foreign = false;     // `references` here belongs to a named `foreign key`
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const std::string& word = tokens[i].text;
      if (word == ";") table = foreign = false;
      if ((word == "table" || word == "domain") && i > 0) {
        const std::string& verb = tokens[i - 1].text;
        table |= verb == "create" || verb == "alter" || verb == "unlogged";
      }
      if (!table || !makes_constraint(tokens, i)) continue;
      const bool named = i >= 2 && tokens[i - 2].text == "constraint";
      if (word == "foreign") foreign = true;
      const bool part = word == "references" && foreign;
      if (part) foreign = false;
      if (named || part) continue;
      found.push_back({file.path, tokens[i].line,
                       "name this constraint (constraint <truth it keeps> " + word +
                           " …): the name is the refusal's code"});
    }
  }
  return found;
}

bool is_test(const File& file) {
  return file.in("tests/") || file.path.find(".test.") != std::string::npos;
}

// Names after `constraint = '` in `raise … using`: refusals that SQL makes by hand.
Findings refusals_without_test(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (!file.in("sql/") || !file.ends(".sql")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      const std::string_view mark = "constraint = '";
      const std::size_t at = file.lines[i].find(mark);
      if (at == std::string::npos) continue;
      const std::string name{name_at(file.lines[i], at + mark.size())};
      const bool met = std::any_of(tree.begin(), tree.end(), [&](const File& other) {
        return is_test(other) && !other.in("tests/tidy/") &&
               std::any_of(other.lines.begin(), other.lines.end(),
                           [&](const std::string& line) { return has_word(line, name); });
      });
      if (met) continue;
      found.push_back({file.path, i + 1, "no test meets " + name +
                                             ": add a refuses('" + name + "', …) to tests/sql"});
    }
  }
  return found;
}

}  // namespace

TEST_CASE("migrations are numbered densely", "[tidy][sql]") {
  CHECK(holds(numbers(checkout())));
  const Tree bad = sample({{"sql/migrations/0001_a_b.sql", ""},
                           {"sql/migrations/0001_c_d.sql", ""},
                           {"sql/migrations/0003_e_f.sql", ""},
                           {"sql/migrations/next.sql", ""}});
  CHECK(places(numbers(bad)) ==
        "sql/migrations/0001_c_d.sql:1 sql/migrations/next.sql:1 sql/migrations/0003_e_f.sql:1");
}

TEST_CASE("every constraint is named as the truth it keeps", "[tidy][sql]") {
  CHECK(holds(nameless(checkout())));
  const Tree bad = sample({
      {"sql/migrations/0001_x.sql",
       "create table t (\n  id bigint primary key,\n  a int check (a > 0),\n"
       "  b int constraint b_is_big check (b > 9),\n  c int references u,\n  d int unique,\n"
       "  constraint c_is_known foreign key (c) references u (id),\n  unique (a, b)\n);\n"
       "alter table t add foreign key (d) references u (id);\n"
       "create unique index i on t (a);\n-- check (nothing)\n"
       "create policy p on t using (true) with check (true);\n"
       "create function f() returns int language sql as $$ select 1 -- check (x)\n $$;\n"},
  });
  const std::string m = "sql/migrations/0001_x.sql:";
  CHECK(places(nameless(bad)) == m + "3 " + m + "5 " + m + "6 " + m + "8 " + m + "10");
}

TEST_CASE("every refusal raised by hand is met by a test", "[tidy][sql]") {
  CHECK(holds(refusals_without_test(checkout())));
  const Tree bad = sample({
      {"sql/api/client/x.sql", "raise exception using constraint = 'door_is_shut';\n"
                               "raise exception using constraint = 'window_is_shut';\n"},
      {"tests/sql/x.sql", "select refuses('window_is_shut', $$select 1$$);\n"},
  });
  CHECK(places(refusals_without_test(bad)) == "sql/api/client/x.sql:1");
}
