// The encoding of a whole bank file. The word in `Кодировка=` is not trusted: banks write it
// wrong, and it cannot be read before it is known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kabinet::bank {

// UTF-8 if all of it is that, else Windows-1251, else DOS (CP866); the one in which a line before
// the first section says `ВерсияФормата`. False if none does; the lines are then left half-changed.
[[nodiscard]] bool make_utf8(std::vector<std::string>& lines);

[[nodiscard]] std::string from_cp866(std::string_view bytes);

}  // namespace kabinet::bank
