// T-Bank acquiring API v2 under /bank/tbank/v2: Init, GetState, CheckOrder, GetQr, Cancel.
#pragma once

namespace httplib {
class Server;
}

namespace kabinet::sandbox {

class Bank;

void add_tbank(httplib::Server& server, Bank& bank);

}  // namespace kabinet::sandbox
