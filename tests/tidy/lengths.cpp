// How long a file, a line and a C++ function may be. Derived files are left alone.
#include "code.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace kabinet::tidy;

namespace {

constexpr std::size_t longest_line = 100;
constexpr std::size_t longest_function = 50;

struct Limit {
  std::size_t lines = 0;
  std::string_view what;
  std::string_view instead;
};

bool is_bash(const File& file) {
  return file.ends(".sh") || (file.script() && file.lines.front().ends_with("sh"));
}

bool is_motivated(const File& file) {
  return std::any_of(file.lines.begin(), file.lines.end(), [](const std::string& line) {
    return line.starts_with("# Long because ");
  });
}

Limit limit_of(const File& file) {
  const bool words = file.path.find("/words/") != std::string::npos;
  if (file.in("functions/") && file.ends("/handler.cpp")) {
    return {150, "a handler", "move a noun of its own into a file beside it"};
  }
  if (file.ends(".cpp")) return {300, "a C++ file", "split it by responsibility"};
  if (file.ends(".hpp")) return {120, "a header", "one header, one thing"};
  if (file.ends(".test.tsx")) return {350, "a page's test", "split it by what the page is asked"};
  if (file.ends(".tsx") && !words) return {200, "a page", "take a component out of it"};
  if (file.in("sql/api/")) return {400, "a file of api functions", "split it by subject"};
  if (file.in("nginx/") && file.ends(".conf") && !is_motivated(file)) {
    return {40, "an nginx file", "one concern per snippet, or a line \"# Long because …\""};
  }
  if (is_bash(file)) return {200, "a script", "split it by task, or write a program"};
  return {};
}

Findings long_files(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    const Limit limit = limit_of(file);
    if (limit.lines == 0 || file.lines.size() <= limit.lines || file.derived()) continue;
    found.push_back({file.path, limit.lines + 1,
                     std::string{limit.what} + " has at most " + std::to_string(limit.lines) +
                         " lines, not " + std::to_string(file.lines.size()) + ": " +
                         std::string{limit.instead}});
  }
  return found;
}

// Characters, not bytes: continuation bytes of UTF-8 are not counted.
std::size_t width_of(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

Findings long_lines(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    const bool bound = is_cpp(file) || file.ends(".sql") || is_bash(file);
    if (!bound || file.derived()) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (width_of(file.lines[i]) <= longest_line) continue;
      found.push_back({file.path, i + 1, "a line has at most 100 characters: break it"});
    }
  }
  return found;
}

// Follows braces and tells a function's body from a namespace, a type, a table of values and the
// `x{y}` of an initializer by the words in front of it.
class BodyFinder {
 public:
  BodyFinder(const File& file, Findings& found) : file_(file), found_(found) {}

  void run() {
    const auto lines = cpp_code(file_).lines;
    for (line_ = 1; line_ <= lines.size(); ++line_) {
      const std::string& line = lines[line_ - 1];
      if (line.starts_with('#')) continue;
      for (const char c : line) take(c);
      take(' ');
    }
  }

 private:
  struct Brace {
    bool holds_functions = false;  // a namespace or a type
    bool body = false;
    bool inline_value = false;
    std::size_t first_line = 0;
  };

  void take(char c) {
    if (c == '{') {
      open();
    } else if (c == '}') {
      close();
    } else if (c == ';') {
      start_head();
    } else if (inside_values() == 0) {
      if (trimmed(head_).empty()) head_line_ = line_;
      head_ += c;
    }
    if (c != ' ') last_ = c;
    touching_ = c != ' ';
  }

  std::size_t inside_values() const {
    return static_cast<std::size_t>(std::count_if(
        braces_.begin(), braces_.end(), [](const Brace& b) { return b.inline_value; }));
  }

  void open() {
    const bool name_before = std::isalnum(static_cast<unsigned char>(last_)) != 0 || last_ == '_' ||
                             last_ == '>' || last_ == '=' || last_ == ',' || last_ == '(';
    const bool container = has_word(head_, "namespace") || has_word(head_, "class") ||
                           has_word(head_, "struct") || has_word(head_, "enum") ||
                           has_word(head_, "union") || has_word(head_, "extern");
    const bool outside = std::all_of(braces_.begin(), braces_.end(),
                                     [](const Brace& b) { return b.holds_functions; });
    if (outside && head_.find('(') == std::string::npos && container) {
      braces_.push_back({true, false, false, line_});
    } else if (name_before && touching_ && last_ != ')') {
      braces_.push_back({false, false, true, line_});
      return;  // the head goes on after it
    } else {
      const bool table = head_.find(" = ") != std::string::npos &&
                         head_.find(" = ") < std::min(head_.find('('), head_.size());
      braces_.push_back({false, outside && head_.find('(') != std::string::npos && !table, false,
                         head_line_});
    }
    start_head();
  }

  void close() {
    if (braces_.empty()) return;
    const Brace brace = braces_.back();
    braces_.pop_back();
    if (brace.inline_value) return;
    const std::size_t length = line_ - brace.first_line + 1;
    if (brace.body && length > longest_function) {
      found_.push_back({file_.path, brace.first_line,
                        "a function has at most 50 lines, not " + std::to_string(length) +
                            ": give its steps names"});
    }
    start_head();
  }

  void start_head() {
    head_.clear();
    head_line_ = line_;
  }

  const File& file_;
  Findings& found_;
  std::vector<Brace> braces_;
  std::string head_;
  std::size_t head_line_ = 1;
  std::size_t line_ = 1;
  char last_ = ';';
  bool touching_ = false;
};

Findings long_functions(const Tree& tree) {
  Findings found;
  for (const File& file : tree) {
    if (is_cpp(file) && !file.derived()) BodyFinder{file, found}.run();
  }
  return found;
}

std::string times(std::string_view text, std::size_t count) {
  std::string all;
  for (; count > 0; --count) all += text;
  return all;
}

}  // namespace

TEST_CASE("a file is short", "[tidy][lengths]") {
  CHECK(holds(long_files(checkout())));
  const Tree bad = sample({
      {"shared/a/a.cpp", times("\n", 301)},
      {"shared/a/a.hpp", times("\n", 121)},
      {"functions/a/handler.cpp", times("\n", 151)},
      {"web/src/pages/a.tsx", times("\n", 201)},
      {"web/src/words/a.tsx", times("\n", 201)},
      {"sql/api/client/a.sql", times("\n", 401)},
      {"nginx/a.conf", times("\n", 41)},
      {"nginx/b.conf", "# Long because it is one table.\n" + times("\n", 41)},
      {"nginx/generated/c.conf", times("\n", 41)},
      {"infra/a", "#!/usr/bin/env bash\n" + times("\n", 200)},
      {"shared/a/b.cpp", times("\n", 300)},
  });
  CHECK(places(long_files(bad)) ==
        "shared/a/a.cpp:301 shared/a/a.hpp:121 functions/a/handler.cpp:151 web/src/pages/a.tsx:201 "
        "sql/api/client/a.sql:401 nginx/a.conf:41 infra/a:201");
}

TEST_CASE("a line has at most 100 characters", "[tidy][lengths]") {
  CHECK(holds(long_lines(checkout())));
  const Tree bad = sample({{"a.cpp", times("ж", 100) + "\n" + times("x", 101) + "\n"},
                           {"a.sql", times("x", 101)},
                           {"infra/a", "#!/bin/sh\n" + times("x", 101)},
                           {"a.md", times("x", 101)}});
  CHECK(places(long_lines(bad)) == "a.cpp:2 a.sql:1 infra/a:2");
}

TEST_CASE("a function has at most 50 lines", "[tidy][lengths]") {
  CHECK(holds(long_functions(checkout())));
  const std::string body = times("  go();\n", 49);
  const Tree bad = sample({
      {"long.cpp", "namespace {\nint f(int a) {\n" + body + "}\n}\n"},
      {"short.cpp", "void f() {\n  go();\n" + times("  go();\n", 47) + "}\n"},
      {"method.cpp", "struct A {\n  A() : a_{1}, b_(2) {\n" + body + "  }\n  int a_;\n};\n"},
      {"table.cpp", "const std::map<int, int> table = {\n" + times("  {1, 2},\n", 80) + "};\n"},
      {"test.cpp", "TEST_CASE(\"a\") {\n  if (x) {\n" + body + "  }\n}\n"},
      {"two.cpp", times("int g(int a) {\n  return a;\n}\n", 30)},
  });
  CHECK(places(long_functions(bad)) == "long.cpp:2 method.cpp:2 test.cpp:1");
}
