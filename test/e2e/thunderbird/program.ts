/**
 * A Thunderbird with a rep's account, the rig's mail in it and the built extension, driven by
 * Marionette.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drive } from "../../rig/marionette.ts";
import type { Driven, Preference } from "../../rig/marionette.ts";
import { rigMbox } from "../../rig/mbox.ts";
import { rep } from "../../rig/messages.ts";
import type { Message } from "../../rig/messages.ts";
import { builtForThunderbird } from "../build.ts";

export const extensionId = "thunderbird@regards.example";
/** A second address of the rep, of the same account. */
export const alias = { name: "Robin at the fair", address: "fair@trade-fair.example" };

const sent: Message[] = [
  {
    key: "answer",
    subject: "Terms for 2027",
    from: rep,
    to: [{ name: "Tom Okafor", address: "tom.okafor@kestrel-foods.example" }],
    date: "2026-11-19T14:00:00Z",
    text: "Attached.",
  },
  {
    key: "answer-alias",
    subject: "Good to meet you",
    from: alias,
    to: [{ name: "Dana Whitfield", address: "dana@harlow-marine.example" }],
    date: "2026-11-19T14:10:00Z",
    text: "At the fair.",
  },
];
/** The messages of the folder Sent. */
export const sentMessages: readonly Message[] = sent;

/**
 * One account without a server that answers, and Local Folders; nothing asks the network, nothing
 * greets.
 */
const account: Record<string, Preference> = {
  "mail.accountmanager.accounts": "account1,account2",
  "mail.accountmanager.defaultaccount": "account2",
  "mail.accountmanager.localfoldersserver": "server1",
  "mail.account.account1.server": "server1",
  "mail.server.server1.type": "none",
  "mail.server.server1.hostname": "Local Folders",
  "mail.server.server1.name": "Local Folders",
  "mail.server.server1.userName": "nobody",
  "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders",
  "mail.account.account2.server": "server2",
  "mail.account.account2.identities": "id1,id2",
  "mail.server.server2.type": "pop3",
  "mail.server.server2.hostname": "127.0.0.1",
  "mail.server.server2.name": rep.address,
  "mail.server.server2.userName": "rep",
  "mail.server.server2.directory-rel": "[ProfD]Mail/rep",
  "mail.server.server2.check_new_mail": false,
  "mail.server.server2.login_at_startup": false,
  "mail.identity.id1.useremail": rep.address,
  "mail.identity.id1.fullName": rep.name,
  "mail.identity.id1.valid": true,
  "mail.identity.id2.useremail": alias.address,
  "mail.identity.id2.fullName": alias.name,
  "mail.identity.id2.valid": true,
  "mail.provider.enabled": false,
  "mailnews.start_page.enabled": false,
  "mail.rights.version": 1,
  "app.donation.eoy.version.viewed": 999,
  "datareporting.policy.dataSubmissionPolicyBypassNotification": true,
  "mail.spam.manualMark": false,
  "mailnews.auto_config.fetchFromISP.enabled": false,
};

/** Starts it. `more` are preferences; `folders` further mboxes by name, beside Inbox and Sent. */
export async function startThunderbird(
  more: Record<string, Preference> = {},
  folders: Record<string, Buffer> = {},
): Promise<Driven> {
  const all: Record<string, Buffer> = {
    Inbox: await rigMbox(),
    Sent: await rigMbox(sent),
    ...folders,
  };
  const program = await drive("thunderbird", { ...account, ...more }, (profile) => {
    mkdirSync(join(profile, "Mail/rep"), { recursive: true });
    for (const [name, mail] of Object.entries(all))
      writeFileSync(join(profile, "Mail/rep", name), mail);
  });
  await program.context("chrome");
  await program.install(builtForThunderbird);
  return program;
}
