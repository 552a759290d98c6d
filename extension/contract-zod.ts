/**
 * What the contract's schemas are made of where the extension is built (alias of
 * `@hono/zod-openapi` in wxt.config.ts): zod itself. Their descriptions for OpenAPI are the
 * Worker's business, and would bring 300 kB of its libraries into the background.
 */
import "./sync/jitless.ts";
import { z } from "zod";

Reflect.set(z.ZodType.prototype, "openapi", function openapi(this: z.ZodType) {
  return this;
});

export { z };
