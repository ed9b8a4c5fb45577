/** Messages over a pair of streams: what is to be drawn comes in, questions to the log go out and their answers come back. */

/** A message: what it says as JSON, and bytes. Each goes after its length, a little-endian uint32. */
export interface Message {
  kind: string;
  [name: string]: unknown;
}

interface Answer extends Message {
  id: number;
  status: number;
  type: string;
}

const LENGTH = 4;

export function packed(message: Message, body: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(message));
  const bytes = new Uint8Array(2 * LENGTH + header.length + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header.length, true);
  bytes.set(header, LENGTH);
  view.setUint32(LENGTH + header.length, body.length, true);
  bytes.set(body, 2 * LENGTH + header.length);
  return bytes;
}

/** The messages in a stream of bytes, however it was cut into chunks. */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<[Message, Uint8Array]> {
  const stream = chunks[Symbol.asyncIterator]();
  let [parts, held]: [Uint8Array[], number] = [[], 0];

  async function take(n: number): Promise<Uint8Array | null> {
    while (held < n) {
      const next = await stream.next();
      if (next.done) return null;
      parts.push(next.value);
      held += next.value.length;
    }
    const all = new Uint8Array(held);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    [parts, held] = [[all.subarray(n)], held - n];
    return all.slice(0, n);
  }
  async function prefixed(): Promise<Uint8Array | null> {
    const length = await take(LENGTH);
    return length && take(new DataView(length.buffer).getUint32(0, true));
  }

  for (;;) {
    const header = await prefixed();
    const body = header && (await prefixed());
    if (!header || !body) return;
    yield [JSON.parse(new TextDecoder().decode(header)) as Message, body];
  }
}

export type Pipe = ReturnType<typeof createPipe>;

/** `fetch` whose requests go over the pipe. */
export function createPipe(write: (bytes: Uint8Array) => void) {
  const waiting = new Map<number, (answer: Response) => void>();
  let asked = 0;

  function ask(url: string, { method = "GET", body = "", signal }: RequestInit = {}): Promise<Response> {
    const id = asked++;
    return new Promise((resolve, reject) => {
      waiting.set(id, resolve);
      signal?.addEventListener("abort", () => reject(new Error("given up")));
      write(packed({ kind: "ask", id, url, method }, new TextEncoder().encode(String(body))));
    });
  }

  return {
    send: (message: Message, body = "") => write(packed(message, new TextEncoder().encode(body))),
    fetch: (url: string | URL | Request, options?: RequestInit) => ask(String(url), options),
    answer(message: Message, body: Uint8Array): void {
      const { id, status, type } = message as Answer;
      waiting.get(id)?.(new Response(new Uint8Array(body), { status, headers: { "Content-Type": type } }));
      waiting.delete(id);
    },
    /** How many questions have no answer yet. */
    get waiting() {
      return waiting.size;
    },
  };
}
