// Two small scanners, C++ and SQL. They know comments, strings and raw strings, which is all that
// the rules need; they do not parse.
#include "code.hpp"

#include <cctype>

namespace kabinet::tidy {

namespace {

// Goes over the text of a file and copies what is code; everything else becomes spaces.
class Scanner {
 public:
  explicit Scanner(const File& file) {
    for (const auto& line : file.lines) text_ += line + "\n";
    blank_.assign(text_.size(), ' ');
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (text_[i] == '\n') blank_[i] = '\n';
    }
  }

  bool done() const { return at_ >= text_.size(); }
  bool sees(std::string_view what) const { return text_.compare(at_, what.size(), what) == 0; }
  char here() const { return text_[at_]; }
  char before() const { return at_ == 0 ? '\n' : text_[at_ - 1]; }
  std::string_view rest() const { return std::string_view{text_}.substr(at_); }

  void keep() {
    if (here() == '\n') ++line_;
    blank_[at_] = text_[at_];
    ++at_;
  }

  // Leaves out everything up to and including `end`; a backslash hides the character after it
  // where `escapes` says so.
  std::string skip(std::size_t opening, std::string_view end, bool escapes) {
    step(opening);
    const std::size_t from = at_;
    while (!done() && !sees(end)) step(escapes && here() == '\\' ? 2 : 1);
    std::string inside = text_.substr(from, at_ - from);
    step(end.size());
    return inside;
  }

  void mark(std::size_t at, char c) { blank_[at] = c; }
  std::size_t at() const { return at_; }
  std::size_t line() const { return line_; }
  std::vector<std::string> lines() const { return split_lines(blank_); }

 private:
  void step(std::size_t count) {
    for (; count > 0 && !done(); --count, ++at_) {
      if (here() == '\n') ++line_;
    }
  }

  std::string text_;
  std::string blank_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

bool is_digit(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

void string_of(Scanner& scan, Code& code) {
  const std::size_t line = scan.line();
  const std::size_t first = scan.at();
  std::string text;
  if (scan.before() == 'R') {
    const std::string_view rest = scan.rest();
    const std::string mark{rest.substr(1, rest.find('(') - 1)};
    text = scan.skip(mark.size() + 2, ")" + mark + "\"", false);
  } else {
    text = scan.skip(1, "\"", true);
  }
  scan.mark(first, '"');
  scan.mark(scan.at() - 1, '"');
  code.literals.push_back({line, std::move(text)});
}

}  // namespace

bool is_cpp(const File& file) {
  return file.ends(".cpp") || file.ends(".hpp") || file.ends(".cpp.in") || file.ends(".hpp.in");
}

Code cpp_code(const File& file) {
  Code code;
  Scanner scan{file};
  while (!scan.done()) {
    if (scan.sees("//")) {
      scan.skip(2, "\n", false);
    } else if (scan.sees("/*")) {
      scan.skip(2, "*/", false);
    } else if (scan.here() == '"') {
      string_of(scan, code);
    } else if (scan.here() == '\'' && !is_digit(scan.before())) {
      scan.skip(1, "'", true);
    } else {
      scan.keep();
    }
  }
  code.lines = scan.lines();
  return code;
}

Code sql_code(const File& file) {
  Code code;
  Scanner scan{file};
  while (!scan.done()) {
    const std::size_t line = scan.line();
    if (scan.sees("--")) {
      scan.skip(2, "\n", false);
    } else if (scan.sees("/*")) {
      scan.skip(2, "*/", false);
    } else if (scan.sees("$$")) {
      scan.skip(2, "$$", false);
    } else if (scan.here() == '\'') {
      code.literals.push_back({line, scan.skip(1, "'", false)});
    } else {
      scan.keep();
    }
  }
  code.lines = scan.lines();
  return code;
}

std::vector<Include> includes(const File& file) {
  std::vector<Include> found;
  const Code code = cpp_code(file);
  for (std::size_t i = 0; i < code.lines.size(); ++i) {
    if (!code.lines[i].starts_with("#include")) continue;
    const std::string& line = file.lines[i];
    const std::size_t open = line.find_first_of("\"<");
    if (open == line.npos) continue;
    const bool quoted = line[open] == '"';
    const std::size_t end = line.find(quoted ? '"' : '>', open + 1);
    found.push_back({i + 1, line.substr(open + 1, end - open - 1), quoted});
  }
  return found;
}

}  // namespace kabinet::tidy
