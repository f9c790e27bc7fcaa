// What is derived from the manifests. Each derive_* is a plain function from manifests to files;
// nothing but tree.cpp, start.cpp and taken.cpp touches the disk.
#pragma once

#include "manifest/manifest.hpp"

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kabinet::fnctl {

using manifest::Manifest;
using manifest::Route;
using Manifests = std::vector<Manifest>;
// Path below the root -> text.
using Files = std::map<std::string, std::string>;
// infra/fnctl/patterns: what derived files look like, with @words@ to fill in.
using Patterns = std::map<std::string, std::string>;

// Replaces each @word@ of the pattern.
using Words = std::initializer_list<std::pair<std::string_view, std::string>>;
[[nodiscard]] std::string fill(const std::string& pattern, Words words);
// otp, resend_code -> OtpResendCode.
[[nodiscard]] std::string pascal(std::string_view snake);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view between);
[[nodiscard]] std::string derived_from(const std::string& comment, const Manifest& one);

[[nodiscard]] std::string cpp_header(const Manifest& one);
[[nodiscard]] std::string cpp_source(const Manifest& one);
[[nodiscard]] Files derive_nginx(const Manifests& all, const Patterns& patterns);
[[nodiscard]] Files derive_supervisor(const Manifests& all, const Patterns& patterns);
[[nodiscard]] Files derive_systemd(const Manifests& all, const Patterns& patterns);
[[nodiscard]] Files derive_kubernetes(const Manifests& all, const Patterns& patterns);
[[nodiscard]] Files derive_sql(const Manifests& all, const Patterns& patterns);
[[nodiscard]] Files derive_web(const Manifests& all);
[[nodiscard]] Files derive_docs(const Manifests& all);
[[nodiscard]] Files derive_all(const Manifests& all, const Patterns& patterns);

// Writes what differs. `stale` are files in generated folders that no manifest asks for.
void write_tree(const std::filesystem::path& root, const Files& files);
// One sentence for each file that differs, is absent or is stale.
[[nodiscard]] std::vector<std::string> differences(const std::filesystem::path& root,
                                                   const Files& files);
[[nodiscard]] Patterns read_patterns(const std::filesystem::path& root);
void put(const std::filesystem::path& path, const std::string& text);
[[nodiscard]] std::string slurp(const std::filesystem::path& path);

// Throws manifest::Wrong when the workers of all functions need more connections than the
// configuration of PostgreSQL gives.
void check_connections(const Manifests& all, const std::string& postgresql_conf);

// Whether C++ keeps the name for itself, or `std`, which ours may not hide.
[[nodiscard]] bool is_cpp_word(const std::string& name);
// Why the tree below `root` cannot hold a function of this name, as the end of a sentence that
// begins with the name; "" if it can.
[[nodiscard]] std::string taken_by(const std::filesystem::path& root, const std::string& name);

// functions/<name>/ with everything of it; throws manifest::Wrong if the folder is there already or
// the name is taken.
void start_function(const std::filesystem::path& root, const std::string& name,
                    const Patterns& patterns);

// Sentences for every declared route and refusal that no line of `seen` names.
[[nodiscard]] std::vector<std::string> uncovered(const Manifests& all, const std::string& seen);

}  // namespace kabinet::fnctl
