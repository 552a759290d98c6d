/** The lines of an answer as a stream of newline-delimited JSON. */
const encoder = new TextEncoder();

/**
 * The stream, and a promise of its end for `waitUntil`. The import goes on only as fast as its
 * answer is read, and is given up when nobody reads it any more.
 */
export function answerStream<Line>(lines: AsyncGenerator<Line[], void, undefined>): {
  stream: ReadableStream<Uint8Array>;
  ended: Promise<void>;
} {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await lines.next();
        if (next.done) {
          controller.close();
          resolve();
        } else
          controller.enqueue(
            encoder.encode(next.value.map((line) => `${JSON.stringify(line)}\n`).join("")),
          );
      },
      async cancel() {
        await lines.return();
        resolve();
      },
    },
    { highWaterMark: 4 },
  );
  return { stream, ended };
}
