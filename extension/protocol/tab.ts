/** Messages between the reader of a page and the panel of its tab. */
import type { Candidate, HeaderFacts, Open } from "./mail.ts";

/**
 * The content of a page: mail, mail of an unknown writer, something that cannot be read, or
 * nothing.
 */
export type Shown = Open | { kind: "guess"; candidates: Candidate[] } | "unreadable" | null;

export type PageState = {
  webmail: string;
  host: string;
  shown: Shown;
  /** True while a message is opening whose people are not on the page yet. */
  isPainting: boolean;
  /** Possible writers on a page that does not tell who wrote, also once one of them was chosen. */
  offered: Candidate[];
  /** Headers of the open message; "coming" until the webmail has answered. */
  headers: HeaderFacts | "coming" | null;
  /** The page's own appearance, for a panel that follows it. */
  theme: "light" | "dark";
  /** True where the page tells that what is written was sent, and not thrown away. */
  tellsSending?: boolean;
  /** True where the page shows a list of mail. */
  hasList?: boolean;
  /** True where the window has no room for mail and open panel side by side. */
  isNarrow: boolean;
};

/** The form in which the reader shows the docked panel. */
export type DockShape = "none" | "folded" | "open";

export type ToPanel =
  | { tell: "page"; page: PageState }
  /** Notice that the mail being written, the one told last, has gone out. */
  | { tell: "sent" }
  | { tell: "command"; command: "toggle-overlay" | "log-email" }
  /** Answers a hit test: true where nothing of the page lies over the panel at that point. */
  | { tell: "hit"; id: number; isHit: boolean };

export type ToReader =
  | { tell: "choose"; address: string | null }
  | { tell: "dock"; shape: DockShape }
  /** The addresses of the signed-in person, who is never offered as the writer. */
  | { tell: "own"; addresses: string[] }
  /** Marks these people's rows again. */
  | { tell: "marks"; addresses: string[] }
  /** Asks for a hit test at a point of the panel, in its own pixels. */
  | { tell: "hit"; id: number; x: number; y: number };

/** Names of the ports: a docked panel adds the key of its frame. */
export const dockedPort = "docked ";
export const sidePort = "side";

/** The panel's end of a connection with a reader. */
export type PageLink = {
  send(message: ToReader): void;
  /** Calls `hear` with each message, and `closed` once when the reader is gone. */
  listen(hear: (message: ToPanel) => void, closed: () => void): void;
  close(): void;
};
