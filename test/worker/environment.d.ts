/** The runtime as the Worker's tests see it: its bindings, and the Worker itself to call. */
declare module "cloudflare:workers" {
  export const env: import("../../worker/env.ts").Env & {
    MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
    FIELD_REPORTS: Record<string, string>;
    /** Exports of programs by their names, as text. */ SOURCE_FILES: Record<string, string>;
    /** CSV of orders; empty where the data set is not there. */ ONLINE_RETAIL: string;
    /** Generated requests. */ FUZZ: string;
  };
  export const exports: { default: { fetch(request: Request): Promise<Response> } };
}
