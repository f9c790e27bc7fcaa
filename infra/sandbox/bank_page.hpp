// What a payer sees: the bank's payment page, its 3-D Secure step, an SBP bank's app.
#pragma once

namespace httplib {
class Server;
}

namespace kabinet::sandbox {

class Bank;

void add_bank_pages(httplib::Server& server, Bank& bank);

}  // namespace kabinet::sandbox
