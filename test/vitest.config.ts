/**
 * The tests that vitest runs: `unit` and `isolated` in Node, `worker` in workerd on a real local
 * D1.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { onlineRetailOrders } from "./online-retail.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Files of `../shared/field-reports` in base64, by `folder/name`; workerd has no file system to
 * read them from.
 */
function readFieldReports(): Record<string, string> {
  const folder = join(root, "../shared/field-reports");
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path).toString("base64")];
    }),
  );
}

/** Exports of programs, by the names of their files without their ending. */
function readSourceFiles(): Record<string, string> {
  const folder = join(root, "test/fixtures/sources");
  return Object.fromEntries(
    readdirSync(folder).map((name) => [
      name.replace(/\.csv$/, ""),
      readFileSync(join(folder, name), "utf8"),
    ]),
  );
}

/** Of the cases that property tests draw; see `seed.ts`. */
const seed = Number(process.env["SEED"] ?? 20261130);
if (!Number.isInteger(seed)) throw new Error("SEED is a whole number.");
/**
 * Folders whose tests leave nothing behind: one process runs all of their files and loads each
 * module once. Files elsewhere replace modules and globals, and have a process each.
 */
const sharing = [
  "test/unit/*.test.ts",
  "test/unit/{contract,import,people,scoring,signals,surveys,time,ui}/**/*.test.{ts,tsx}",
  "test/extension/mail/**/*.test.ts",
];
/** A hang, and not a busy machine, is what a test may end by. */
const testTimeout = 120_000;

export default defineConfig({
  root,
  test: {
    provide: { seed },
    projects: [
      {
        root,
        test: {
          name: "unit",
          testTimeout,
          hookTimeout: testTimeout,
          isolate: false,
          include: sharing,
          unstubGlobals: true,
          restoreMocks: true,
          setupFiles: ["test/seed.ts"],
        },
      },
      {
        root,
        test: {
          name: "isolated",
          testTimeout,
          hookTimeout: testTimeout,
          include: ["test/{unit,extension}/**/*.test.{ts,tsx}"],
          exclude: sharing,
          setupFiles: ["test/seed.ts"],
        },
      },
      {
        root,
        plugins: [
          cloudflareTest(async () => ({
            main: `${root}worker/index.ts`,
            wrangler: { configPath: `${root}wrangler.toml` },
            miniflare: {
              bindings: {
                // Keys of the tests alone: 32 bytes each.
                SEAL_KEYS: `k2:${Buffer.alloc(32, 2).toString("base64")},k1:${Buffer.alloc(32, 1).toString("base64")}`,
                INDEX_KEY: Buffer.alloc(32, 3).toString("base64"),
                ADMIN_KEY: "administrator-key-of-the-tests",
                OWN_DOMAINS: "own.example",
                // Generated requests: FUZZ=22000 for the whole.
                FUZZ: process.env["FUZZ"] ?? "2600",
                MIGRATIONS: await readD1Migrations(`${root}worker/migrations`),
                FIELD_REPORTS: readFieldReports(),
                SOURCE_FILES: readSourceFiles(),
                ONLINE_RETAIL: onlineRetailOrders(
                  join(root, "../shared/data/online_retail.csv.gz"),
                  Date.now(),
                ),
              },
            },
          })),
        ],
        test: {
          name: "worker",
          testTimeout,
          hookTimeout: testTimeout,
          // One workerd for all files: each anew would read and compile the whole Worker again.
          // `setupFiles` empties the database.
          isolate: false,
          include: ["test/worker/**/*.test.ts"],
          setupFiles: ["test/seed.ts", "test/worker/migrate.ts"],
        },
      },
    ],
  },
});
