/** A book whose review finds moves of tier. */
import { env } from "cloudflare:workers";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { crowd } from "./crowd.ts";
import { reviewed } from "./queue.ts";
import { buys } from "./writing.ts";

const day = 86_400_000;

/** Lets tiers move at once: what is looked at are moves, not how long a figure stands for one. */
export async function moveAtOnce(): Promise<void> {
  const { version, ...settings } = defaultPolicy;
  await env.DB.prepare(
    `INSERT INTO policies (version, body, created_at) VALUES (?1, ?2, 0)
      ON CONFLICT (version) DO UPDATE SET body = excluded.body`,
  )
    .bind(version, JSON.stringify({ ...settings, tier: { ...settings.tier, margin: 2 } }))
    .run();
}

/** Reviews a crowd before and after some of it bought more; answers them and the second review. */
export async function reviewOfMovers(): Promise<{ ids: string[]; review: string }> {
  const ids = await crowd(230, Date.now() - 2 * day);
  await moveAtOnce();
  await reviewed(Date.now() - day);
  for (const [at, id] of ids.slice(0, 60).entries())
    await buys(
      id,
      Array.from({ length: 1 + (at % 9) }, (_, n) => [1 + n * 9, 40_000 + 1000 * (at % 7)]),
    );
  return { ids, review: (await reviewed(Date.now())).id };
}
