// Messages from the outbox to the stand-in's inbox: what is sent, asked, put off and given up.
// Time is moved through the rows' own instants.
#include "notify/manifest.hpp"
#include "queue/queue.hpp"
#include "testing/bench.hpp"
#include "testing/sms_sandbox.hpp"

#include "crypto/crypto.hpp"

#include <catch2/catch.hpp>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

const std::string phone = "+79220000001";
const std::string code_text = "Код 123456 для входа";

// The outbox, the stand-in and one worker's hands.
struct Post {
  Bench bench;
  SmsSandbox party{KABINET_BINARY_DIR "/bin/sandbox"};
  Site site = bench.site();

  Post() { site.sms_url = party.url(); }

  void put(const std::string& text = code_text, const std::string& purpose = "otp") {
    const json letter{{"to", phone}, {"text", text}};
    bench.admin("select queue.put('sms', null, '{\"purpose\":\"" + purpose + "\"}', '\\x" +
                hex(bench.vault().seal_for("outbox", letter.dump())) + "')");
  }

  // What the loop does with one due job; false if none is due.
  bool turn() {
    Queue queue{bench.db("fn_notify"), "sms"};
    std::vector<Job> jobs = queue.take(1, 60);
    if (jobs.empty()) return false;
    Queue::open(jobs[0], bench.vault());
    const Request none;
    Call call{notify::function(), nullptr, none, bench.db("fn_notify"), site, bench.vault()};
    queue.settle(jobs[0], notify::work(call, jobs[0]));
    return true;
  }

  bool turn_later() {
    bench.admin("update queue.outbox set due_at = now() where done_at is null");
    return turn();
  }

  // One column of the only job.
  std::string job(const std::string& column) {
    return bench.admin("select (" + column + ")::text from queue.outbox");
  }
  std::string statuses() {
    return bench.admin("select string_agg(status, ' ' order by id) from queue.delivery");
  }
  void make_older(int seconds) {
    bench.admin("update queue.outbox set created_at = created_at - interval '" +
                std::to_string(seconds) + " seconds'");
  }

};

}  // namespace

TEST_CASE("a message is sent once and followed to its delivery", "[notify]") {
  Post post;
  post.put();
  CHECK(post.turn());
  CHECK(post.party.sms(phone).at(0).at("text") == code_text);
  CHECK(post.job("delivery") == "accepted");
  CHECK(post.job("provider_id") == post.job("own_id"));
  CHECK_FALSE(post.turn());  // not due before it is time to ask
  CHECK(comes_true([&] { return post.turn_later() && post.job("delivery") == "delivered"; }));
  CHECK(post.job("done_at is not null") == "true");
  CHECK(post.statuses() == "accepted sent delivered");
  CHECK(post.party.accepted() == 1);
}

TEST_CASE("number and text lie sealed, and are wiped after the last word", "[notify]") {
  Post post;
  post.put();
  const std::string row = post.bench.admin(
      "select o::text || encode(sealed, 'escape') from queue.outbox o");
  CHECK(row.find("9220000001") == std::string::npos);
  CHECK(row.find("123456") == std::string::npos);
  post.party.next("reject");
  CHECK(post.turn());
  CHECK(post.job("delivery") == "rejected");
  CHECK(post.job("sealed is null and done_at is not null") == "true");
}

TEST_CASE("a try without an answer is asked about and not repeated", "[notify]") {
  Post post;
  post.put();
  post.party.next("timeout");
  CHECK(post.turn());
  CHECK(post.job("last_error") == "the provider does not answer");
  CHECK(post.job("provider_id is null") == "true");
  CHECK(post.turn_later());
  CHECK(post.job("provider_id is not null") == "true");
  CHECK(post.party.accepted() == 1);
  CHECK(post.party.repeated() == 0);
}

TEST_CASE("a message that never arrived is sent again under the same id", "[notify]") {
  Post post;
  post.put();
  post.party.next("error");
  CHECK(post.turn());
  CHECK(post.party.accepted() == 0);
  CHECK(post.turn_later());
  CHECK(post.party.accepted() == 1);
  CHECK(post.job("provider_id") == post.job("own_id"));
}

TEST_CASE("while the provider cannot be asked, nothing is sent a second time", "[notify]") {
  Post post;
  post.put("Ваш график изменился", "schedule");
  post.party.next("timeout");
  CHECK(post.turn());
  post.party.end();
  CHECK(post.turn_later());
  CHECK(post.job("tries") == "2");
  CHECK(post.job("last_error") == "the provider does not answer");
}

TEST_CASE("a code that is over is closed instead of sent", "[notify]") {
  Post post;
  post.put();
  post.make_older(181);
  CHECK(post.turn());
  CHECK(post.job("delivery") == "expired");
  CHECK(post.job("sealed is null and done_at is not null") == "true");
  CHECK(post.party.accepted() == 0);
}

TEST_CASE("a code whose time passes between two tries is closed as well", "[notify]") {
  Post post;
  post.put();
  post.party.next("error");
  CHECK(post.turn());
  post.make_older(181);
  CHECK(post.turn_later());
  CHECK(post.job("delivery") == "expired");
  CHECK(post.party.accepted() == 0);
}

TEST_CASE("other messages may be late", "[notify]") {
  Post post;
  post.put("Ваш график изменился", "schedule");
  post.make_older(4000);
  CHECK(post.turn());
  CHECK(post.party.accepted() == 1);
}

TEST_CASE("twenty failures make a dead letter", "[notify]") {
  Post post;
  post.put("Ваш график изменился", "schedule");
  post.party.next("error", 100);
  for (int n = 1; n <= 20; ++n) {
    CHECK(post.job("dead_at is null") == "true");
    CHECK(post.turn_later());
  }
  CHECK(post.job("dead_at is not null") == "true");
  CHECK(post.job("last_error") == "the provider answers 500");
  CHECK_FALSE(post.turn_later());
}

TEST_CASE("a message without a last word is left after a day", "[notify]") {
  Post post;
  post.put("Ваш график изменился", "schedule");
  CHECK(post.turn());
  post.party.end();
  CHECK(post.turn_later());
  CHECK(post.job("delivery") == "accepted");
  CHECK(post.job("done_at is null") == "true");
  post.make_older(25 * 3600);
  CHECK(post.turn_later());
  CHECK(post.job("delivery") == "unknown");
  CHECK(post.job("done_at is not null") == "true");
}

TEST_CASE("a job that holds no message is closed as rejected", "[notify]") {
  Post post;
  post.bench.admin("select queue.put('sms', null, '{\"purpose\":\"otp\"}', null)");
  CHECK(post.turn());
  CHECK(post.job("delivery") == "rejected");
}
