// The one place where nlohmann's templates become code.
#include "base/json.hpp"

#ifndef __OPTIMIZE__
template class nlohmann::basic_json<>;
template class nlohmann::basic_json<nlohmann::ordered_map>;
template class nlohmann::detail::serializer<nlohmann::json>;
template class nlohmann::detail::lexer<nlohmann::json, kabinet::json_input>;
template class nlohmann::detail::parser<nlohmann::json, kabinet::json_input>;
template class nlohmann::detail::json_sax_dom_parser<nlohmann::json>;
template class nlohmann::detail::json_sax_dom_callback_parser<nlohmann::json>;
template class nlohmann::detail::serializer<nlohmann::ordered_json>;
template class nlohmann::detail::lexer<nlohmann::ordered_json, kabinet::json_input>;
template class nlohmann::detail::parser<nlohmann::ordered_json, kabinet::json_input>;
template class nlohmann::detail::json_sax_dom_parser<nlohmann::ordered_json>;
template class nlohmann::detail::json_sax_dom_callback_parser<nlohmann::ordered_json>;
#endif
