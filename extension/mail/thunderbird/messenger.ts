/**
 * Thunderbird's own API, as far as it is used here. Source: webextension-api.thunderbird.net,
 * manifest 3, Thunderbird 153.
 */

/**
 * A message as Thunderbird's index knows it: nothing of its body. Addresses are mailboxes as RFC
 * 5322 writes them, decoded.
 */
export type MessageHeader = {
  /** Of this run of the program alone. */
  id: number;
  author: string;
  recipients: string[];
  ccList: string[];
  bccList: string[];
  subject: string;
  date: Date;
  size: number;
  /** Without angle brackets; made up ("md5:…") for a message that has none. */
  headerMessageId: string;
  /** Where it lies; a message opened from a file lies nowhere. */
  folder?: { id: string; accountId?: string; specialUse?: string[] };
};
/** Header fields by lower-case name, as they stand in the message. */
export type HeaderFields = Record<string, string[]>;
export type MailAccount = { id: string; identities: { email: string }[] };
/** Mailboxes as RFC 5322 writes them, or entries of an address book. */
export type Recipients = string | (string | object)[];
/**
 * The fields that are looked at of a message being written; Thunderbird's answer has its text too.
 */
export type ComposeDetails = {
  from?: Recipients;
  to?: Recipients;
  cc?: Recipients;
  bcc?: Recipients;
  subject?: string;
};
/**
 * `mail` is the window with three panes, `messageDisplay` a message in a tab or window of its own,
 * `messageCompose` one being written.
 */
export type MailTab = { id: number; type: string };

/** Permissions by their names, which the types of other programs do not know. */
type Permissions = { permissions: string[] };
/**
 * The permission for looking at recipients while they are typed. Optional: the person switches it
 * on.
 */
export const composePermission: Permissions = { permissions: ["compose"] };

export type Messenger = {
  permissions: Record<"contains" | "request" | "remove", (asked: Permissions) => Promise<boolean>>;
  messageDisplay: { getDisplayedMessages(tabId: number): Promise<{ messages: MessageHeader[] }> };
  messages: {
    getHeaders(messageId: number, options: { decodeHeaders: boolean }): Promise<HeaderFields>;
  };
  compose: { getComposeDetails(tabId: number): Promise<ComposeDetails> };
  accounts: { list(includeSubFolders: boolean): Promise<MailAccount[]> };
  tabs: {
    query(about: {
      active?: boolean;
      currentWindow?: boolean;
      type?: string[];
    }): Promise<MailTab[]>;
  };
};

/** Thunderbird's API. There only in Thunderbird. */
export const messenger = () => (globalThis as unknown as { messenger: Messenger }).messenger;
