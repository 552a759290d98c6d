/**
 * Before every test file: its own empty database, migrated. The files share one workerd, which
 * starts in seconds.
 */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

type Part = { type: "table" | "trigger" | "view"; name: string };

const { results: parts } = await env.DB.prepare(
  `SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger', 'view')
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
    ORDER BY type = 'table'`,
).all<Part>();
await env.DB.batch([
  // Whatever the order, a table's rows are gone with those that name them.
  env.DB.prepare("PRAGMA defer_foreign_keys = on"),
  ...parts.map(({ type, name }) => env.DB.prepare(`DROP ${type} "${name}"`)),
]);
await applyD1Migrations(env.DB, env.MIGRATIONS);
