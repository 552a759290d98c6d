/** What the runtime hands the Worker, and what the middleware hands a route. */
import type { D1Database, D1DatabaseSession, Queue, RateLimit } from "@cloudflare/workers-types";
import type { Role } from "../shared/contract/fields.ts";
import type { Sealer } from "./security/seal.ts";

export type Env = {
  DB: D1Database;
  REVIEW_QUEUE: Queue;
  RATE_LIMIT: RateLimit;
  BOOK_NAME: string;
  /** ISO 4217; every amount is in its minor unit. */
  BOOK_CURRENCY: string;
  /** The company's own mail domains, separated by commas. */
  OWN_DOMAINS: string;
  /** The key ring, `kid:base64,kid2:base64`: 256 bits each, the first one seals, all open. */
  SEAL_KEYS: string;
  /** Key of the blind indexes, base64, 256 bits. */
  INDEX_KEY: string;
  /** Signs the first administrator in, before anyone is paired. */
  ADMIN_KEY: string;
  /** The public half of the key that served signals are signed with; absent where none are served. */
  SIGNALS_PUBLIC_KEY?: string;
};

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
  };
};
