/**
 * Drawn icons: no fonts, no images, nothing to fetch. All are decoration; their buttons carry the
 * words.
 */
import type { InteractionKind } from "../contract/fields.ts";

const paths = {
  email: "M2.5 5h15v10h-15zM3 5.5l7 5.5 7-5.5",
  call: "M5 3l2.5 4-1.8 1.8c1 2.2 2.8 4 5 5L12.5 12l4 2.5c0 2-1.2 3-3 3C8.5 17 3 11.5 2.5 6.5c0-1.8 1-3.2 2.5-3.5z",
  meeting: "M3.5 4.5h13v12h-13zM3.5 8h13M7 3v3M13 3v3",
  note: "M4 16l.8-3.2L13 4.6l2.4 2.4-8.2 8.2zM11.5 6l2.4 2.4",
  chat: "M3 4.5h14v9H9l-3.5 3v-3H3z",
  event: "M10 3l2 4.3 4.7.6-3.5 3.2.9 4.7L10 13.5l-4.1 2.3.9-4.7L3.3 7.9 8 7.3z",
  social:
    "M6 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM18 5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM18 15a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM5.8 9.1l8.4-3.3M5.8 10.9l8.4 3.3",
  case: "M5 17V4h9l-2 3.5 2 3.5H5",
  promise: "M5 2.5h10v15l-5-3.5-5 3.5zM7.5 8l2 2 3.5-4",
  find: "M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12.5 12.5L17 17",
  check: "M4 10.5l4 4 8-9",
  clock: "M10 18a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM10 5.5V10l3 2",
  warn: "M10 3l8 14H2zM10 8v4M10 14.5v.1",
  danger: "M6.9 2.5h6.2l4.4 4.4v6.2l-4.4 4.4H6.9l-4.4-4.4V6.9zM10 6v5M10 14v.1",
  falls: "M3 5l5 5 3-3 6 7M17 9.5V14h-4.5",
  incoming: "M16 10H4M9 5l-5 5 5 5",
  outgoing: "M4 10h12M11 5l5 5-5 5",
  close: "M5 5l10 10M15 5L5 15",
  fold: "M8 4l6 6-6 6",
  down: "M5 7.5l5 5 5-5",
  unfold: "M12 4l-6 6 6 6",
  key: "M12.5 12a4.5 4.5 0 1 0-4.3-3.2L3 14v3h3v-2h2v-2l1.3-1.3c1 .3 2.1.3 3.2.3zM13.5 6.5v.1",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10zM12 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0z",
  people:
    "M7 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2-5 5-5s5 2 5 5M13 9a2.5 2.5 0 1 0 0-5M14 11.7c2.4.3 4 2.1 4 4.8",
} as const;
export type IconName = keyof typeof paths;

/** One icon in the colour of its text. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The icon of a kind of interaction. */
export function KindIcon({ kind }: { kind: InteractionKind }) {
  return <Icon name={kind} />;
}

const moods = [
  "M6.8 14.4c1.8-2 4.6-2 6.4 0M5.8 6.2l2 .9M14.2 6.2l-2 .9",
  "M7 13.8c1.7-1.3 4.3-1.3 6 0",
  "M7 13h6",
  "M7 12.4c1.7 1.4 4.3 1.4 6 0",
  "M6.5 11.8c.4 3.4 6.6 3.4 7 0z",
];

/** A face for satisfaction 1 (very dissatisfied) to 5. */
export function Face({ value, size = 20 }: { value: number; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linejoin="round"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <circle cx="10" cy="10" r="8" />
      <path d="M7 8v.5M13 8v.5" />
      <path d={moods[Math.min(5, Math.max(1, Math.round(value))) - 1]} />
    </svg>
  );
}
