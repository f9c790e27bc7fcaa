// `fnctl new`: the four files a function begins with. It answers as soon as it is built.
#include "fnctl.hpp"

namespace kabinet::fnctl {

void start_function(const std::filesystem::path& root, const std::string& name,
                    const Patterns& patterns) {
  namespace fs = std::filesystem;
  const std::string folder = "functions/" + name;
  const Files files{{folder + "/function.json", "new/function.json"},
                    {folder + "/handler.cpp", "new/handler.cpp"},
                    {folder + "/handler.test.cpp", "new/handler.test.cpp"},
                    {"sql/api/system/" + name + ".sql", "new/api.sql"}};
  const auto text = [&](const std::string& pattern) {
    return fill(patterns.at(pattern), {{"name", name}});
  };
  // The name is judged before anything is written.
  (void)manifest::parse(text("new/function.json"), folder + "/function.json", name);
  if (const std::string why = taken_by(root, name); !why.empty()) {
    throw manifest::Wrong{name + " " + why + "; take another name"};
  }
  for (const auto& [path, pattern] : files) {
    if (fs::exists(root / path)) throw manifest::Wrong{path + " exists; take another name"};
  }
  for (const auto& [path, pattern] : files) put(root / path, text(pattern));
}

}  // namespace kabinet::fnctl
