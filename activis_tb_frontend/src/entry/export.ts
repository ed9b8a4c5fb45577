/** The program behind `python -m activis_tb export`: wishes come in over a pipe, figures go out; the log is asked over the same pipe. */

import { createHttpSource, sentenceOf } from "../data/http";
import { createPipe, unpacked } from "../data/pipe";
import type { Wish } from "../state/wish";
import { drawWish } from "../views/figures/windowless.svelte";

const pipe = createPipe((bytes) => process.stdout.write(bytes));
// What the page asks its window and its server for; there is neither.
Object.assign(globalThis, {
  fetch: pipe.fetch,
  requestAnimationFrame: (settle: () => void) => setTimeout(settle),
  window: { innerWidth: 0, addEventListener: () => undefined, removeEventListener: () => undefined },
});
const source = createHttpSource();

async function draw(wish: Wish): Promise<void> {
  try {
    const { file, content } = await drawWish(wish, source, () => pipe.waiting > 0);
    pipe.send({ kind: "drawn", file }, content);
  } catch (failure) {
    pipe.send({ kind: "failed", sentence: sentenceOf(failure) });
  }
}

for await (const [message, body] of unpacked(process.stdin))
  if (message.kind === "answer") pipe.answer(message, body);
  else void draw(message.wish as Wish);
