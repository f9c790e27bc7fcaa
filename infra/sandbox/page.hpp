// The inbox page of the SMS stand-in: one self-contained HTML document.
#pragma once

namespace kabinet::sandbox {

extern const char* const inbox_page;

}  // namespace kabinet::sandbox
