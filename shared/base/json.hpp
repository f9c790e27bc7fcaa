// nlohmann's JSON, compiled once (json.cpp) and not again in each source that uses it: most of what
// compiling this project costs was that. Everybody includes this instead of <nlohmann/json.hpp>.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace kabinet {
// What json::parse makes of a std::string.
using json_input = nlohmann::detail::iterator_input_adapter<std::string::const_iterator>;
}  // namespace kabinet

// An optimiser makes them again, to see what it may inline: there is nothing to be saved then.
#ifndef __OPTIMIZE__
extern template class nlohmann::basic_json<>;
extern template class nlohmann::basic_json<nlohmann::ordered_map>;
extern template class nlohmann::detail::serializer<nlohmann::json>;
extern template class nlohmann::detail::lexer<nlohmann::json, kabinet::json_input>;
extern template class nlohmann::detail::parser<nlohmann::json, kabinet::json_input>;
extern template class nlohmann::detail::json_sax_dom_parser<nlohmann::json>;
extern template class nlohmann::detail::json_sax_dom_callback_parser<nlohmann::json>;
extern template class nlohmann::detail::serializer<nlohmann::ordered_json>;
extern template class nlohmann::detail::lexer<nlohmann::ordered_json, kabinet::json_input>;
extern template class nlohmann::detail::parser<nlohmann::ordered_json, kabinet::json_input>;
extern template class nlohmann::detail::json_sax_dom_parser<nlohmann::ordered_json>;
extern template class nlohmann::detail::json_sax_dom_callback_parser<nlohmann::ordered_json>;
#endif
