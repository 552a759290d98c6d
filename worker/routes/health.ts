/** GET /health: whether the Worker can do its work, and its version. */
import packageFile from "../../package.json" with { type: "json" };
import * as routes from "../../shared/contract/routes.ts";
import { failingParts } from "../check-health.ts";
import { router } from "../router.ts";

export const health = router();
health.openapi(routes.health, async (c) => {
  c.header("Cache-Control", "no-store");
  const failing = await failingParts(c.env);
  const { version } = packageFile;
  return failing.length === 0
    ? c.json({ ok: true as const, version }, 200)
    : c.json({ ok: false as const, version, failing }, 503);
});
