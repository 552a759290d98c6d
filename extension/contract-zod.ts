/**
 * The contract's schemas, where the extension is built, are made of zod itself (an alias of
 * `@hono/zod-openapi` in wxt.config.ts). Their descriptions for OpenAPI are the Worker's business,
 * and would bring 300 kB of its libraries into the background.
 */
import "./sync/jitless.ts";
import { z } from "zod";

Reflect.set(z.ZodType.prototype, "openapi", function openapi(this: z.ZodType) {
  return this;
});

export { z };
