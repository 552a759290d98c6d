/** Judgements of people when answers come late and in another order than they were asked for. */
import { afterEach, expect, test, vi } from "vitest";
import { openJudgements } from "../../../../extension/panel/tab/judgements.ts";
import type { Doubtful, Judged } from "../../../../extension/sync/judged.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const nobody: Doubtful = { wrote: [], replyTo: [], writtenTo: [] };
const judged = (company: string): Judged => ({ shown: "a@x.example", company, cautions: [] });

/** A background that answers when it is told to; each answer is for the question at its place. */
function background() {
  const answers: ((told: Judged[]) => void)[] = [];
  vi.stubGlobal("chrome", {
    runtime: {
      id: "own",
      sendMessage: () =>
        new Promise((resolve) => {
          answers.push((answer) => resolve({ answer }));
        }),
    },
  });
  return answers;
}

test("the latest question's answer stands when an earlier one is answered after it", async () => {
  const answers = background();
  let drawn = 0;
  const judgements = openJudgements(() => {
    drawn++;
  });
  const both = [judgements.look(["a@x.example"], nobody), judgements.look(["a@x.example"], nobody)];
  answers[1]?.([judged("Later")]);
  await both[1];
  answers[0]?.([judged("Earlier")]);
  await both[0];
  expect([judgements.of("A+b@X.example")?.company, drawn]).toEqual(["Later", 1]);
});

test("nothing is told when the message was left before its answer, nor asked when nobody is shown", async () => {
  const answers = background();
  const judgements = openJudgements(() => undefined);
  const left = judgements.look(["a@x.example"], nobody);
  judgements.clear();
  answers[0]?.([judged("Left")]);
  await left;
  await judgements.look([], nobody);
  expect([judgements.of("a@x.example"), answers.length]).toEqual([undefined, 1]);
});
