import { expect, test } from "vitest";
import { createPipe, packed, unpacked, type Message } from "../../src/data/pipe";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (body: Uint8Array): string => new TextDecoder().decode(body);

/** A stream of some bytes, cut into chunks of one size. */
async function* cut(all: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
}

async function read(all: Uint8Array, size: number): Promise<[Message, string][]> {
  const found: [Message, string][] = [];
  for await (const [message, body] of unpacked(cut(all, size))) found.push([message, text(body)]);
  return found;
}

test("messages come out as they went in, however the stream was cut", async () => {
  const all = [...packed({ kind: "ask", id: 1, word: "é" }, bytes("body")), ...packed({ kind: "drawn" }, bytes(""))];
  for (const size of [1, 7, 1000])
    expect(await read(Uint8Array.from(all), size)).toEqual([
      [{ kind: "ask", id: 1, word: "é" }, "body"],
      [{ kind: "drawn" }, ""],
    ]);
});

test("a stream that ends within a message ends the messages", async () => {
  expect(await read(packed({ kind: "ask" }, bytes("body")).subarray(0, 20), 5)).toEqual([]);
});

test("a question is sent, waits, and gets its own answer", async () => {
  const sent: Uint8Array[] = [];
  const pipe = createPipe((message) => sent.push(message));
  const [one, other] = [pipe.fetch("runs"), pipe.fetch("matrix", { method: "POST", body: "{}" })];
  expect(pipe.waiting).toBe(2);
  expect((await read(sent[1], 100))[0]).toEqual([{ kind: "ask", id: 1, url: "matrix", method: "POST" }, "{}"]);
  pipe.answer({ kind: "answer", id: 1, status: 202, type: "text/plain" }, bytes("second"));
  pipe.answer({ kind: "answer", id: 0, status: 404, type: "text/plain" }, bytes("first"));
  expect([(await one).status, await (await one).text()]).toEqual([404, "first"]);
  expect([(await other).status, await (await other).text()]).toEqual([202, "second"]);
  expect(pipe.waiting).toBe(0);
});
