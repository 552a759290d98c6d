/** Texts on their way into a draft, as every part of the panel sends them there. */
import type { Page } from "@playwright/test";
import { plainOf } from "../../extension/protocol/draft.ts";
import type { DraftBlock, DraftContent, DraftEnd } from "../../extension/protocol/draft.ts";
import type { Desk } from "./desk.ts";
import { panelFrame } from "./panel.ts";

export const surveyLink = "https://ask.regards.example/s/Zm9vYmFyYmF6";

const scores: DraftBlock = {
  block: "row",
  cells: Array.from({ length: 11 }, (_, score) => ({
    text: `${score}`,
    href: `${surveyLink}?score=${score}`,
  })),
  ends: { first: "Not likely", last: "Very likely" },
};

/** A question with a link and a row of scores: all that rich content can hold. */
export const question: DraftBlock[] = [
  { block: "paragraph", texts: [{ text: "How likely are you to recommend us? <b>& co</b>" }] },
  scores,
  { block: "paragraph", texts: [{ text: "Answer here", href: surveyLink }] },
];

export const richQuestion: DraftContent = { plain: plainOf(question), rich: question };

/** Puts content into the draft that is open in the page, as a part of its panel does. */
export async function putIntoDraft(page: Page, content: DraftContent): Promise<DraftEnd> {
  const frame = panelFrame(page);
  if (frame === null) throw new Error("there is no panel in the page");
  return frame.evaluate(async (content) => {
    const ask = { tab: null, content };
    const reply = (await chrome.runtime.sendMessage({ call: "putIntoDraft", ask })) as {
      answer: DraftEnd;
    };
    return reply.answer;
  }, content);
}

/** Records everything that the background hears from now on. Answers how to read it. */
export async function recordMessages(desk: Desk): Promise<() => Promise<string>> {
  const [worker] = desk.context.serviceWorkers();
  if (worker === undefined) throw new Error("the background does not run");
  await worker.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(globalThis, { heard });
    chrome.runtime.onMessage.addListener((message) => void heard.push(message));
    const send = chrome.tabs.sendMessage.bind(chrome.tabs) as (
      ...asked: unknown[]
    ) => Promise<unknown>;
    const sendMessage = async (...asked: unknown[]) => {
      const answer = await send(...asked);
      heard.push(answer);
      return answer;
    };
    Object.assign(chrome.tabs, { sendMessage });
  });
  return () =>
    worker.evaluate(() => JSON.stringify((globalThis as unknown as { heard: unknown[] }).heard));
}
