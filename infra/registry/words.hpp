// The sentence of each fault's code, in English or Russian. A code without words is our bug, and
// a test says so.
#pragma once

#include <string>
#include <string_view>

namespace kabinet::registry {

enum class Language { english, russian };

// Russian if LC_ALL, LC_MESSAGES or LANG (the first that is set) begins with "ru".
[[nodiscard]] Language language_of_environment();

// Throws Broken for a code without words.
[[nodiscard]] std::string_view words(std::string_view code, Language language);

}  // namespace kabinet::registry
