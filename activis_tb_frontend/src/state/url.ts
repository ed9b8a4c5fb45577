/** State to link and back: one versioned token, base64url(deflate(JSON)), in the hash of TensorBoard's own address. */

import { VIEW_VERSION, viewOf, type View } from "./view";

const TOKEN = "p.activis.view=";

async function through(bytes: Uint8Array, stream: GenericTransformStream): Promise<Uint8Array> {
  const transformed = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(transformed).arrayBuffer());
}

interface GenericTransformStream {
  readable: ReadableStream;
  writable: WritableStream;
}

export async function encodeView(view: View): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify({ version: VIEW_VERSION, ...view }));
  const packed = await through(json, new CompressionStream("deflate"));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The view of a token; null when it is none or of a newer version. */
export async function decodeView(token: string): Promise<View | null> {
  try {
    const binary = atob(token.replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const json = JSON.parse(new TextDecoder().decode(await through(packed, new DecompressionStream("deflate")))) as {
      version?: number;
    };
    return json.version === VIEW_VERSION ? viewOf(json) : null;
  } catch {
    return null;
  }
}

/** Our token in `hash` (with or without #); null when there is none. */
export function tokenIn(hash: string): string | null {
  const part = hash
    .replace(/^#/, "")
    .split("&")
    .find((piece) => piece.startsWith(TOKEN));
  return part ? part.slice(TOKEN.length) : null;
}

/** `hash` with our token put in or replaced, all other tokens as they were. */
export function withToken(hash: string, token: string): string {
  const others = hash
    .replace(/^#/, "")
    .split("&")
    .filter((piece) => piece && !piece.startsWith(TOKEN));
  return `#${[...others, TOKEN + token].join("&")}`;
}

export interface Link {
  /** The view in the address; null when there is none. */
  read(): Promise<View | null>;
  /** Puts the view into the address: a new entry of the history, or in place of the present one while dragging. */
  write(view: View, replace: boolean): Promise<void>;
  /** The whole address that opens this view. */
  address(view: View): Promise<string>;
  /** Calls back when the user went back or forward; returns how to stop. */
  listen(changed: () => void): () => void;
}

/** TensorBoard's window if we may touch it, else our own. */
function host(): Window {
  try {
    return window.parent.location.hash !== undefined ? window.parent : window;
  } catch {
    return window;
  }
}

export function createLink(target: Window = host()): Link {
  let last: Promise<unknown> = Promise.resolve();

  async function put(view: View, replace: boolean): Promise<void> {
    const hash = withToken(target.location.hash, await encodeView(view));
    if (hash === target.location.hash) return;
    if (replace) target.history.replaceState(target.history.state, "", hash);
    else target.history.pushState(target.history.state, "", hash);
  }

  return {
    async read() {
      const token = tokenIn(target.location.hash);
      return token === null ? null : decodeView(token);
    },
    write(view, replace) {
      const done = last.then(() => put(view, replace));
      last = done.catch(() => undefined);
      return done;
    },
    async address(view) {
      const { origin, pathname, search, hash } = target.location;
      return origin + pathname + search + withToken(hash, await encodeView(view));
    },
    listen(changed) {
      const events = ["popstate", "hashchange"];
      events.forEach((event) => target.addEventListener(event, changed));
      return () => events.forEach((event) => target.removeEventListener(event, changed));
    },
  };
}
