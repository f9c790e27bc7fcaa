// The desk of the stand-in bank, for people and tests: its page, its book, ordered scenarios, and
// a payer's part of a payment done by request.
#pragma once

namespace httplib {
class Server;
}

namespace kabinet::sandbox {

class Bank;

// GET /bank, GET|POST /bank/scenario, GET /bank/payments[?since=N|?pending], GET /bank/refunds,
// GET /bank/payments/{id}, POST /bank/payments/{id}/finish; an id is the bank's or the shop's own.
void add_bank_desk(httplib::Server& server, Bank& bank);

}  // namespace kabinet::sandbox
