/** The environment that the runtime hands the Worker. */
import type { D1Database, Queue, RateLimit } from "@cloudflare/workers-types";

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
  /**
   * The public half of the key that served signals are signed with; absent where none are served.
   */
  SIGNALS_PUBLIC_KEY?: string;
};
