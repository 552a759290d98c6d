/** The steps of `npm test`: run side by side, without losing a line or a failure. */
import { expect, test } from "vitest";
import { durationText, lanes, runStep } from "../steps.ts";

const node = (program: string) => ({ name: "one", program: "node", args: ["--eval", program] });

test("runStep prints each line under the step's name when the program uses both streams", async () => {
  const lines: string[] = [];
  const program = `process.stdout.write("a\\n\\nb"); process.stderr.write("c\\n"); process.exitCode = 3;`;
  const { code, message } = await runStep(node(program), (line) => lines.push(line));
  expect(lines.toSorted()).toEqual(["one | a", "one | b", "one | c"]);
  expect({ code, message }).toEqual({ code: 3, message: null });
});

test("runStep ends with what the program sent when it is an answering one", async () => {
  const step = { ...node(`process.send([{ part: "sogo" }])`), isAnswering: true };
  expect(await runStep(step, () => undefined)).toMatchObject({
    code: 0,
    message: [{ part: "sogo" }],
  });
});

test("runStep ends with a failure when there is no such program or it is killed", async () => {
  const missing = { name: "one", program: "no-such-program", args: [] };
  expect((await runStep(missing, () => undefined)).code).toBe(1);
  const killed = node(`process.kill(process.pid, "SIGKILL")`);
  expect((await runStep(killed, () => undefined)).code).toBe(1);
});

test("lanes run no more tasks at once than there are lanes, in their order, when one of them fails", async () => {
  const inLane = lanes(2);
  const [began, ends] = [[] as number[], [] as (() => void)[]];
  let [running, most] = [0, 0];
  const tasks = Array.from({ length: 5 }, (_, at) =>
    inLane(async () => {
      began.push(at);
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
      if (at === 1) throw new Error("failed");
      return at;
    }),
  );
  const settled = Promise.allSettled(tasks);
  while (ends.length > 0) {
    ends.pop()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await settled).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    ...Array.from({ length: 3 }, () => "fulfilled"),
  ]);
  expect({ began, most }).toEqual({ began: [0, 1, 2, 3, 4], most: 2 });
});

test.each([
  [412, "0.4 s"],
  [59_949, "59.9 s"],
  [59_950, "1 min 00 s"],
  [185_000, "3 min 05 s"],
])("durationText is in seconds or in minutes when it is %i ms", (ms, text) =>
  expect(durationText(ms)).toBe(text),
);
