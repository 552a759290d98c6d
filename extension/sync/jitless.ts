/**
 * Imported before any schema: the extension's pages and its background may make no code of strings,
 * and zod would try.
 */
import { config } from "zod";

config({ jitless: true });
