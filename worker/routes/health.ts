/** GET /health: whether the Worker answers, and its version. */
import packageFile from "../../package.json" with { type: "json" };
import * as routes from "../../shared/contract/routes.ts";
import { router } from "../router.ts";

export const health = router();
health.openapi(routes.health, (c) => c.json({ ok: true as const, version: packageFile.version }, 200));
