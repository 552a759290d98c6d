/** The Worker: HTTP, the nightly schedule, the queue of review batches. */
import type { MessageBatch, ScheduledController } from "@cloudflare/workers-types";
import { app } from "./app.ts";
import { keepKeyCheck } from "./check-health.ts";
import type { Env } from "./env.ts";
import { bulkBatch, type BulkMessage, resumeBulks } from "./jobs/bulk.ts";
import { endedBatch } from "./jobs/ended-overrides.ts";
import { deleteOutdated } from "./jobs/retention.ts";
import type { EndMessage } from "./scoring/end-overrides.ts";
import { sealer } from "./security/seal.ts";
import { reviewBatch, startReview, type ReviewMessage } from "./jobs/review.ts";

export default {
  fetch: app.fetch,
  async scheduled(controller: ScheduledController, env: Env) {
    // One failing must not keep the other from running; both failures show in the log of the run.
    const now = controller.scheduledTime;
    const checked = sealer(env).then((keys) => keepKeyCheck(env.DB, keys, now));
    const ends = await Promise.allSettled([
      deleteOutdated(env, now),
      startReview(env, now),
      resumeBulks(env),
      checked,
    ]);
    const failed = ends
      .filter((end) => end.status === "rejected")
      .map((end) => end.reason as unknown);
    if (failed.length > 0) throw new AggregateError(failed, "the nightly run failed");
  },
  queue(batch: MessageBatch<ReviewMessage | BulkMessage | EndMessage>, env: Env) {
    // A batch holds one message (wrangler.toml).
    const is = (kind: "bulk" | "ended") => batch.messages.some(({ body }) => kind in body);
    if (is("bulk")) return bulkBatch(batch as MessageBatch<BulkMessage>, env);
    if (is("ended")) return endedBatch(batch as MessageBatch<EndMessage>, env);
    return reviewBatch(batch as MessageBatch<ReviewMessage>, env);
  },
};
