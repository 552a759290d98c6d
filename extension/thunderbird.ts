/**
 * Thunderbird's manifest: no webmail's host, nothing but reading what is shown and whose account it
 * is.
 */
import type { UserManifest } from "wxt";

type Button = { default_title: string; default_popup: string; default_icon: UserManifest["icons"] };
/** Thunderbird's own keys, which WXT's type does not know. */
type MailManifest = UserManifest & {
  message_display_scripts: { js: string[]; run_at: string }[];
  message_display_action: Button;
  compose_action: Button;
};

/** The manifest for Thunderbird, made of what all packages have in common. */
export function thunderbirdManifest(common: UserManifest): MailManifest {
  const card: Button = {
    default_title: "__MSG_action__",
    default_popup: "card.html",
    default_icon: common.icons,
  };
  return {
    ...common,
    browser_specific_settings: {
      // From 151 on scripts of the message pane stand in the manifest; 153 is the version that the
      // tests run.
      gecko: { id: "thunderbird@regards.example", strict_min_version: "153.0" },
    },
    // A script in the message pane takes `messagesRead` and `scripting`; `accountsRead` tells which
    // addresses are the person's own.
    permissions: ["messagesRead", "accountsRead", "scripting", "storage", "alarms"],
    // For recipients' cards: given in the options, taken back there.
    optional_permissions: ["compose"] as unknown as UserManifest["optional_permissions"],
    message_display_scripts: [{ js: ["content-scripts/thunderbird.js"], run_at: "document_start" }],
    message_display_action: card,
    compose_action: card,
  };
}
