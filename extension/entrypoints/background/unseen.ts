/** Ids of one's own open follow-ups, and which of them were in sight. */

export const newsPlace = "news";
export type News = { open: string[]; seen: string[] };

/** Reads what is kept; nothing before the first look and after a sign-out. */
export async function readNews(): Promise<News> {
  const kept = (await chrome.storage.local.get(newsPlace))[newsPlace] as News | undefined;
  return kept ?? { open: [], seen: [] };
}

/** Counts the open follow-ups that were not in sight yet. */
export const countUnseen = ({ open, seen }: News): number =>
  open.filter((id) => !seen.includes(id)).length;

/** Forgets them, for whoever signs in next. */
export const forgetNews = (): Promise<void> => chrome.storage.local.remove(newsPlace);
