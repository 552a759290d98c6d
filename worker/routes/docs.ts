/**
 * GET /docs: the API's description in Swagger UI, served from here alone; GET /openapi.json is in
 * app.ts.
 */
import styles from "swagger-ui-dist/swagger-ui.css";
import script from "swagger-ui-dist/swagger-ui-bundle.js";
import { Hono } from "hono";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Regards API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body style="margin:0">
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>`;

const start =
  `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: ` +
  "null, tryItOutEnabled: false });";

/** Each file with its type. */
const files: Readonly<Record<string, [text: string, type: string]>> = {
  "swagger-ui.css": [styles, "text/css"],
  "swagger-ui-bundle.js": [script, "text/javascript"],
  "start.js": [start, "text/javascript"],
};

export const docs = new Hono<App>();

docs.get("/docs", (c) => c.html(page));
docs.get("/docs/:file", (c) => {
  const file = Object.hasOwn(files, c.req.param("file")) ? files[c.req.param("file")] : undefined;
  if (file === undefined)
    throw new Refused(
      "not_found",
      "There is no such file. The description of the API is at /docs.",
    );
  return c.body(file[0], 200, {
    "Content-Type": `${file[1]}; charset=utf-8`,
    "Cache-Control": "public, max-age=3600",
  });
});
