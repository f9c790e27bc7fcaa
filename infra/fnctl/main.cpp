// fnctl: everything that follows from functions/*/function.json. Run anywhere below the root.
//   fnctl write                  writes all committed derived files, removes stale ones
//   fnctl check                  fails and names each derived file that is not as it should be
//   fnctl new <name>             starts a function
//   fnctl list                   one line for each function
//   fnctl covered <file>         fails for each declared route or refusal no test has met
//   fnctl cpp <folder> <out>     the C++ of one function into <out>/<name>/ (the build's call)
#include "fnctl.hpp"

#include <iostream>

namespace {

using namespace kabinet::fnctl;
namespace fs = std::filesystem;

fs::path find_root() {
  for (fs::path at = fs::current_path();; at = at.parent_path()) {
    if (fs::exists(at / "infra" / "function.schema.json")) return at;
    if (at == at.parent_path()) {
      throw kabinet::manifest::Wrong{"no project here or above; cd into it"};
    }
  }
}

Manifests read_functions(const fs::path& root) {
  auto all = kabinet::manifest::read_all(root / "functions");
  check_connections(all, slurp(root / "infra" / "postgres" / "postgresql.conf"));
  return all;
}

int tell(const std::vector<std::string>& troubles, const std::string& advice) {
  for (const auto& trouble : troubles) std::cerr << trouble << '\n';
  if (!troubles.empty()) std::cerr << advice << '\n';
  return troubles.empty() ? 0 : 1;
}

int run(const std::vector<std::string>& words) {
  const std::string verb = words.empty() ? "" : words[0];
  if (verb == "cpp" && words.size() == 3) {
    const Manifest one = kabinet::manifest::read(fs::path{words[1]} / "function.json");
    put(fs::path{words[2]} / one.name / "manifest.hpp", cpp_header(one));
    put(fs::path{words[2]} / one.name / "manifest.cpp", cpp_source(one));
    return 0;
  }
  if (verb == "write" && words.size() == 1) {
    const fs::path root = find_root();
    write_tree(root, derive_all(read_functions(root), read_patterns(root)));
    return 0;
  }
  if (verb == "check" && words.size() == 1) {
    const fs::path root = find_root();
    const Files files = derive_all(read_functions(root), read_patterns(root));
    return tell(differences(root, files), "Run fnctl write.");
  }
  if (verb == "new" && words.size() == 2) {
    const fs::path root = find_root();
    start_function(root, words[1], read_patterns(root));
    write_tree(root, derive_all(read_functions(root), read_patterns(root)));
    std::cout << "functions/" << words[1] << " answers GET /api/" << words[1] << " after a build\n";
    return 0;
  }
  if (verb == "list" && words.size() == 1) {
    for (const Manifest& one : read_functions(find_root())) {
      std::cout << one.name << '\t' << one.trigger << '\t' << one.summary << '\n';
    }
    return 0;
  }
  if (verb == "covered" && words.size() == 2) {
    const Manifests all = read_functions(find_root());
    return tell(uncovered(all, slurp(words[1])), "Write a test that meets each of them.");
  }
  std::cerr << "fnctl write | check | new NAME | list | covered FILE | cpp FOLDER OUT\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& trouble) {
    std::cerr << "fnctl: " << trouble.what() << '\n';
    return 1;
  }
}
