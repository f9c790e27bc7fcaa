// Derived files on the disk: written when they differ, removed when no manifest asks for them.
#include "fnctl.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kabinet::fnctl {

namespace {

namespace fs = std::filesystem;

// Everything below these belongs to fnctl alone.
constexpr std::string_view generated[] = {"nginx/generated", "infra/generated", "sql/generated",
                                          "web/src/api/generated", "docs/generated"};

std::vector<std::string> stale(const fs::path& root, const Files& files) {
  std::vector<std::string> found;
  for (const auto folder : generated) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
      const std::string path = fs::relative(entry.path(), root).generic_string();
      if (entry.is_regular_file() && !files.contains(path)) found.push_back(path);
    }
  }
  return found;
}

}  // namespace

std::string slurp(const fs::path& path) {
  std::ifstream stream{path, std::ios::binary};
  if (!stream) throw std::runtime_error{path.string() + ": cannot be read"};
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// An unchanged file keeps its time, so that nothing is built again for it.
void put(const fs::path& path, const std::string& text) {
  if (fs::exists(path) && slurp(path) == text) return;
  fs::create_directories(path.parent_path());
  std::ofstream stream{path, std::ios::binary};
  stream << text;
  if (!stream.flush()) throw std::runtime_error{path.string() + ": cannot be written"};
}

Patterns read_patterns(const fs::path& root) {
  const fs::path folder = root / "infra" / "fnctl" / "patterns";
  Patterns patterns;
  for (const auto& entry : fs::recursive_directory_iterator{folder}) {
    if (!entry.is_regular_file()) continue;
    patterns[fs::relative(entry.path(), folder).generic_string()] = slurp(entry.path());
  }
  return patterns;
}

Files derive_all(const Manifests& all, const Patterns& patterns) {
  Files files = derive_web(all);
  files.merge(derive_docs(all));
  for (const auto derive : {derive_nginx, derive_supervisor, derive_systemd, derive_kubernetes,
                            derive_sql}) {
    files.merge(derive(all, patterns));
  }
  return files;
}

void write_tree(const fs::path& root, const Files& files) {
  for (const auto& [path, text] : files) put(root / path, text);
  for (const auto& path : stale(root, files)) fs::remove(root / path);
}

std::vector<std::string> differences(const fs::path& root, const Files& files) {
  std::vector<std::string> found;
  for (const auto& [path, text] : files) {
    if (!fs::exists(root / path)) found.push_back(path + " is absent");
    else if (slurp(root / path) != text) found.push_back(path + " differs from its manifests");
  }
  for (const auto& path : stale(root, files)) found.push_back(path + " belongs to no manifest");
  return found;
}

}  // namespace kabinet::fnctl
