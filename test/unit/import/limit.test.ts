import { expect, test } from "vitest";
import { UnreadableFile } from "../../../worker/jobs/import/csv.ts";
import { atMost } from "../../../worker/jobs/import/limit.ts";

const megabyte = 1024 ** 2;
async function* chunks(count: number) {
  for (let at = 0; at < count; at++) yield new Uint8Array(megabyte / 4);
}

async function length(count: number): Promise<number> {
  let sum = 0;
  for await (const chunk of atMost(chunks(count), megabyte)) sum += chunk.length;
  return sum;
}

test("atMost passes a file on when it is as long as it may be", async () => {
  expect(await length(4)).toBe(megabyte);
});

test("atMost stops when a file that declared no length is longer", async () => {
  await expect(length(5)).rejects.toThrow(UnreadableFile);
  await expect(length(5)).rejects.toThrow("longer than 1 MB");
});
