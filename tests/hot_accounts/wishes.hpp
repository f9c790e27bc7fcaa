// What sessions wish for: plain values, by the numbers and ids the database knows them by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kabinet::hot {

struct Contract {
  std::string number;
  std::string id;
  std::size_t client = 0;
};

struct PayIn {
  std::string txn_id;
  std::string contract;
  std::int64_t kopecks = 0;
};

struct Charge {
  std::string operation_no;
  std::string contract;
  std::string component;
  std::int64_t kopecks = 0;
};

struct Item {
  std::string contract;
  std::int64_t kopecks = 0;
};

struct Payment {
  std::string id;
  std::vector<Item> items;
  std::int64_t kopecks = 0;
  std::int64_t left_kopecks = 0;  // to refund, as far as somebody remembers
};

struct Refund {
  std::string id;
  std::string payment;
  std::int64_t kopecks = 0;
};

}  // namespace kabinet::hot
