// One line of outside bytes to UTF-8. Registries come in UTF-8 or Windows-1251, and some change
// from one to the other halfway, so every line is judged by itself:
//   valid UTF-8                                      -> UTF-8
//   otherwise, if most of it is UTF-8 all the same   -> broken (a cut or damaged UTF-8 line;
//                                                       as 1251 it would give a wrong name)
//   otherwise, if all its bytes have a letter there  -> Windows-1251
#pragma once

#include <string>

namespace kabinet {

enum class Encoding { ascii, utf8, cp1251, broken };

// Leaves valid UTF-8 in `line` unless the answer is `broken`.
Encoding make_utf8(std::string& line);

}  // namespace kabinet
