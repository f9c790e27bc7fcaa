// Events on their way through a real nginx with nchan, to the channels of the right client only.
#include "publish/manifest.hpp"
#include "queue/queue.hpp"
#include "testing/bench.hpp"
#include "testing/process.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace kabinet;
using namespace kabinet::testing;

namespace {

constexpr const char* conf = R"(
load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
daemon off; master_process off; error_log stderr; pid @/pid;
events {}
http {
  access_log off;
  client_body_temp_path @/body; proxy_temp_path @/proxy; fastcgi_temp_path @/fastcgi;
  uwsgi_temp_path @/uwsgi; scgi_temp_path @/scgi;
  server { listen unix:@/publish.sock; location = /publish {
    nchan_publisher; nchan_channel_id $arg_id; nchan_message_timeout 60s; } }
  server { listen unix:@/page.sock; location = /page {
    nchan_subscriber longpoll; nchan_channel_id $arg_id;
    nchan_subscriber_first_message oldest; nchan_subscriber_timeout 1; } }
}
)";

class Nginx {
 public:
  Nginx() {
    std::string text = conf;
    for (std::size_t at; (at = text.find('@')) != std::string::npos;) {
      text.replace(at, 1, folder_.path());
    }
    std::ofstream{folder_ / "nginx.conf"} << text;
    start();
  }
  void start() {
    process_ = std::make_unique<Process>(std::vector<std::string>{
        "/usr/sbin/nginx", "-e", "stderr", "-p", folder_.path(), "-c", folder_ / "nginx.conf"});
    REQUIRE(comes_true([&] { return std::filesystem::exists(folder_ / "page.sock"); }));
  }
  void end() {
    process_->kill();
    std::filesystem::remove(folder_ / "page.sock");
    std::filesystem::remove(folder_ / "publish.sock");
  }
  [[nodiscard]] std::string socket() const { return folder_ / "publish.sock"; }
  // What a page on this channel hears within a second; "" for silence.
  [[nodiscard]] std::string heard(const std::string& channel) const {
    return http(folder_ / "page.sock", "GET", "/page?id=" + channel);
  }

 private:
  Folder folder_;
  std::unique_ptr<Process> process_;
};

struct Newsroom {
  Bench bench;
  Nginx nginx;
  Site site = bench.site();
  Person anna_ = bench.add(anna());
  Person boris_ = bench.add(boris());
  int channels = 0;

  Newsroom() {
    site.publish_socket = nginx.socket();
    bench.signed_in(anna_);
    bench.signed_in(boris_);
  }

  // A new channel under the person's session; its name in an address.
  std::string listen(const Person& person) {
    const std::string digit = std::to_string(++channels);
    bench.admin("insert into queue.channel (id, session_id, client_id, expires_at) select "
                "decode(repeat('0" + digit + "', 16), 'hex'), id, client_id, now() + '10 min' "
                "from identity.session where client_id = '" + person.id + "'");
    return bench.admin("select translate(rtrim(encode(id, 'base64'), '='), '+/', '-_') from "
                       "queue.channel order by created_at desc limit 1");
  }

  void put(const Person& person) {
    bench.admin("select queue.put('live', null, '{\"client\":\"" + person.id +
                "\",\"event\":{\"kind\":\"operations\"}}')");
  }

  Queue::Stand turn() {
    Queue queue{bench.db("fn_publish"), "live"};
    bench.admin("update queue.outbox set due_at = now()");
    const std::vector<Job> jobs = queue.take(1, 60);
    REQUIRE(jobs.size() == 1);
    const Request none;
    Call call{publish::function(), nullptr, none, bench.db("fn_publish"), site, bench.vault()};
    return queue.settle(jobs[0], publish::work(call, jobs[0]));
  }
};

const std::string event = R"({"kind":"operations"})";

}  // namespace

TEST_CASE("an event is heard on each page of its client and on nobody else's", "[publish]") {
  Newsroom room;
  const std::string phone = room.listen(room.anna_);
  const std::string desk = room.listen(room.anna_);
  const std::string foreign = room.listen(room.boris_);
  room.put(room.anna_);
  CHECK(room.turn() == Queue::Stand::done);
  CHECK(room.nginx.heard(phone) == event);
  CHECK(room.nginx.heard(desk) == event);
  CHECK(room.nginx.heard(foreign) == "");
}

TEST_CASE("nothing is said on a channel whose time is over", "[publish]") {
  Newsroom room;
  const std::string channel = room.listen(room.anna_);
  room.bench.admin("update queue.channel set expires_at = now()");
  room.put(room.anna_);
  CHECK(room.turn() == Queue::Stand::done);
  CHECK(room.nginx.heard(channel) == "");
}

TEST_CASE("the end of a session empties its channels", "[publish]") {
  Newsroom room;
  const std::string channel = room.listen(room.anna_);
  room.put(room.anna_);
  CHECK(room.turn() == Queue::Stand::done);
  room.bench.admin("update identity.session set ended_at = now() where client_id = '" +
                   room.anna_.id + "'");
  CHECK(room.turn() == Queue::Stand::done);
  CHECK(room.nginx.heard(channel) == "");
  room.put(room.anna_);
  CHECK(room.turn() == Queue::Stand::done);
  CHECK(room.nginx.heard(channel) == "");
}

TEST_CASE("an event waits for an nginx that is away, but not longer than a minute", "[publish]") {
  Newsroom room;
  const std::string channel = room.listen(room.anna_);
  room.nginx.end();
  room.put(room.anna_);
  CHECK(room.turn() == Queue::Stand::again);
  CHECK(room.bench.admin("select last_error from queue.outbox") == "nginx is not reached");
  room.nginx.start();
  CHECK(room.turn() == Queue::Stand::done);
  CHECK(room.nginx.heard(channel) == event);

  room.nginx.end();
  room.put(room.anna_);
  room.bench.admin("update queue.outbox set created_at = now() - interval '61 seconds'");
  CHECK(room.turn() == Queue::Stand::done);
}
