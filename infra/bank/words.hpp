// What became of a line, and why a file is not taken, in the operator's language. Sentences hold
// no name and no purpose: what is printed is sent around.
#pragma once

#include "registry/words.hpp"

#include <string>
#include <string_view>

namespace kabinet::bank {

using registry::Language;

// Throws Broken for an unknown code: each code has its words.
[[nodiscard]] std::string sentence(std::string_view code, Language language);

}  // namespace kabinet::bank
