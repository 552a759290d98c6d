/**
 * npm run admin -- pair ADDRESS [--role viewer|rep|manager|admin] [--name NAME]   a single-use
 * pairing code
 * npm run admin -- unpair CODE|ADDRESS                                            takes unused
 * codes back
 * npm run admin -- sessions                                                       who is signed in,
 * where
 * npm run admin -- revoke SESSION                                                 ends a session
 * Each takes --worker URL (default: the local one) and --json; the token is REGARDS_TOKEN or the
 * local ADMIN_KEY.
 */
import { parseArgs } from "node:util";
import { role } from "../../shared/contract/fields.ts";
import { answered, client, localWorker, type Client } from "./client.ts";

const usage =
  "Use: npm run admin -- pair ADDRESS [--role ROLE] [--name NAME] | unpair CODE|ADDRESS | " +
  "sessions | revoke SESSION";

type Options = {
  role?: string | undefined;
  name?: string | undefined;
  json?: boolean | undefined;
  worker: string;
};

async function pair(api: Client, address: string, options: Options): Promise<void> {
  const checked = role.optional().safeParse(options.role);
  if (!checked.success)
    throw new Error(`There is no role "${options.role}". Roles: viewer, rep, manager, admin.`);
  const made = await answered(
    api.v1.pairings.$post({
      json: {
        address,
        ...(checked.data ? { role: checked.data } : {}),
        ...(options.name ? { name: options.name } : {}),
      },
    }),
  );
  if (options.json) console.log(JSON.stringify(made));
  else
    console.log(
      `Pairing code for ${address}: ${made.code}\n` +
        `It works once, until ${new Date(made.expiresAt).toLocaleTimeString()}. Enter it in the ` +
        `extension (Regards button, Pair) with the address ${options.worker}.`,
    );
}

async function unpair(api: Client, subject: string, options: Options): Promise<void> {
  const { withdrawn } = await answered(
    api.v1.pairings.withdraw.$post({
      json: subject.includes("@") ? { address: subject } : { code: subject },
    }),
  );
  if (options.json) console.log(JSON.stringify({ withdrawn }));
  else
    console.log(
      withdrawn === 1
        ? "Taken back: this code pairs nobody any more."
        : `Taken back: ${withdrawn} codes pair nobody any more.`,
    );
}

async function sessions(api: Client, options: Options): Promise<void> {
  const { sessions: list } = await answered(api.v1.sessions.$get());
  if (options.json) console.log(JSON.stringify(list));
  else if (list.length === 0) console.log("Nobody is signed in.");
  else
    for (const s of list)
      console.log(
        `${s.id}  ${s.user.role.padEnd(7)} ${s.user.address}  ${s.label}  last used ` +
          `${s.lastUsedAt}  until ${s.expiresAt}`,
      );
}

async function main(): Promise<void> {
  const {
    positionals: [verb, subject],
    values,
  } = parseArgs({
    allowPositionals: true,
    options: {
      role: { type: "string" },
      name: { type: "string" },
      worker: { type: "string", default: localWorker },
      json: { type: "boolean" },
    },
  });
  const api = client(values.worker);
  if (verb === "pair" && subject) await pair(api, subject, values);
  else if (verb === "unpair" && subject) await unpair(api, subject, values);
  else if (verb === "sessions") await sessions(api, values);
  else if (verb === "revoke" && subject) {
    const response = await api.v1.sessions[":id"].$delete({ param: { id: subject } });
    if (!response.ok)
      throw new Error("There is no such session. npm run admin -- sessions lists them.");
    console.log("Revoked: that browser is signed out.");
  } else throw new Error(usage);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
