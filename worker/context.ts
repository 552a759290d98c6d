/** The context that the middleware hands a route. */
import type { D1DatabaseSession } from "@cloudflare/workers-types";
import type { Role } from "../shared/contract/fields.ts";
import type { Env } from "./env.ts";
import type { Sealer } from "./security/seal.ts";

/** The person of this request; `sessionId` is null for the bootstrap administrator. */
export type User = { id: string; role: Role; sessionId: string | null };

export type App = {
  Bindings: Env;
  Variables: {
    user: User;
    /** Reads see the caller's own last write; writes go to the primary. */
    db: D1DatabaseSession;
    sealer: Sealer;
    /** Milliseconds since 1970, one instant for the whole request. */
    now: number;
    requestId: string;
    /** Of a survey page: what its styles and script are allowed by. */ nonce?: string;
  };
};
