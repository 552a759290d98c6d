/** What Thunderbird's package says of itself: no webmail's host, nothing but reading what is shown and whose account it is. */
import type { UserManifest } from "wxt";

/** What WXT's type does not know: Thunderbird's own keys. */
type MailManifest = UserManifest & {
  message_display_scripts: { js: string[]; run_at: string }[];
};

/** The manifest for Thunderbird, made of what all packages have in common. */
export function thunderbirdManifest(common: UserManifest): MailManifest {
  return {
    ...common,
    browser_specific_settings: {
      // From 151 on scripts of the message pane stand in the manifest; 153 is the version that the tests run.
      gecko: { id: "thunderbird@regards.example", strict_min_version: "153.0" },
    },
    // A script in the message pane takes `messagesRead` and `scripting`; `accountsRead` tells which addresses are the person's own.
    permissions: ["messagesRead", "accountsRead", "scripting", "storage", "alarms"],
    message_display_scripts: [{ js: ["content-scripts/thunderbird.js"], run_at: "document_start" }],

  };
}
