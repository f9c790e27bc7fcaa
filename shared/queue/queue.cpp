// Calls of the queue's SQL functions and nothing else; the loop that drives them is the runtime's.
#include "queue/queue.hpp"

#include "base/require.hpp"

namespace kabinet {

namespace {

Job job_of(const pg::Rows& rows, std::size_t row, const std::string& topic) {
  Job job;
  job.id = rows.integer(row, "id");
  job.own_id = rows.need(row, "own_id");
  job.topic = topic;
  job.key = rows.at(row, "key").value_or("");
  job.payload = rows.at(row, "payload").value_or("");
  job.sealed = rows.maybe_bytes(row, "sealed");
  job.tries = rows.integer(row, "tries");
  job.spent = rows.truth(row, "spent");
  job.age_s = rows.integer(row, "age_s");
  job.provider_id = rows.at(row, "provider_id").value_or("");
  job.delivery = rows.at(row, "delivery").value_or("");
  job.lease = rows.need(row, "lease");
  return job;
}

pg::Value text_or_null(const std::string& text) {
  return text.empty() ? pg::Value{nullptr} : pg::Value{text};
}

}  // namespace

std::vector<Job> Queue::take(std::int64_t at_most, std::int64_t lease_s) {
  const pg::Rows rows = db_.call("queue_take_jobs", {topic_, at_most, lease_s});
  std::vector<Job> jobs;
  jobs.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) jobs.push_back(job_of(rows, row, topic_));
  return jobs;
}

void Queue::open(Job& job, const Vault& vault) {
  if (job.sealed) job.opened = vault.open_for("outbox", *job.sealed);
}

Queue::Stand Queue::settle(const Job& job, const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::done: {
      const pg::Rows rows = db_.call("queue_finish_job", {job.id, job.lease}, true);
      return rows.scalar() == "t" ? Stand::done : Stand::lost;
    }
    case Outcome::Kind::delivery: {
      const pg::Rows rows = db_.call(
          "queue_record_delivery",
          {job.id, job.lease, text_or_null(outcome.provider_id), outcome.delivery,
           text_or_null(outcome.note), outcome.after_s}, true);
      if (rows.scalar() != "t") return Stand::lost;
      return outcome.after_s ? Stand::again : Stand::done;
    }
    case Outcome::Kind::again: break;
  }
  const pg::Rows rows =
      db_.call("queue_retry_job", {job.id, job.lease, outcome.note, outcome.after_s}, true);
  const std::string& stand = rows.scalar();
  if (stand == "dead") return Stand::dead;
  return stand == "again" ? Stand::again : Stand::lost;
}

void Queue::release(const Job& job) { db_.call("queue_release_job", {job.id, job.lease}, true); }

void Queue::remove_leftovers() { db_.call("queue_remove_leftovers", {topic_}, true); }

}  // namespace kabinet
