// YooKassa API v3 under /bank/yookassa/v3: payments, refunds, lists.
#pragma once

namespace httplib {
class Server;
}

namespace kabinet::sandbox {

class Bank;

void add_yookassa(httplib::Server& server, Bank& bank);

}  // namespace kabinet::sandbox
