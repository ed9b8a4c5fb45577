/** State to link and back: one versioned token, base64url(deflate(JSON)), in the hash of TensorBoard's own address. */

import { createEntries } from "./entries";
import { holdsInstances } from "./made";
import { VIEW_VERSION, viewOf, type View } from "./view";

const TOKEN = "p.activis.view=";
/** Where an entry of the history's state says which of ours it is. */
const PLACE = "activis";

async function through(bytes: Uint8Array, stream: GenericTransformStream): Promise<Uint8Array> {
  const transformed = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(transformed).arrayBuffer());
}

interface GenericTransformStream {
  readable: ReadableStream;
  writable: WritableStream;
}

/** Some programs cut longer links off. */
const LONGEST_TOKEN = 8000;

/** What a link would hold of a view: sets of instances are left out where they would make it too long. */
export interface Encoded {
  token: string;
  /** What was left out, in words. */
  leftOut: string[];
}

/** The token of a view, without its lasso, then without its drawn and pinned subsets where it would be too long. */
export async function encodeView(view: View): Promise<Encoded> {
  const leftOut: string[] = [];
  let kept = view;
  let token = await encodeWhole(kept);
  if (token.length > LONGEST_TOKEN && view.lasso) {
    kept = { ...kept, lasso: null };
    leftOut.push("the circled instances");
    token = await encodeWhole(kept);
  }
  const listed = view.made.filter(({ selection }) => holdsInstances(selection));
  if (token.length > LONGEST_TOKEN && listed.length) {
    kept = { ...kept, made: view.made.filter((made) => !listed.includes(made)) };
    leftOut.push(...listed.map(({ name }) => `the subset ${JSON.stringify(name)}`));
    token = await encodeWhole(kept);
  }
  return { token, leftOut };
}

async function encodeWhole(view: View): Promise<string> {
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

function placeIn(state: unknown): number | undefined {
  const place = (state as Record<string, unknown> | null)?.[PLACE];
  return typeof place === "number" ? place : undefined;
}

export interface Link {
  /** The view in the address; null when there is none. */
  read(): Promise<View | null>;
  /** Puts the view into the address: a new entry of the history, or in place of the present one while dragging. */
  write(view: View, replace: boolean): Promise<void>;
  /** The whole address that opens this view, and what of it is too long for a link. */
  address(view: View): Promise<{ address: string; leftOut: string[] }>;
  /** Calls back when the user went back or forward; returns how to stop. */
  listen(changed: () => void): () => void;
  /** The present address, which identifies an entry of the history. */
  readonly hash: string;
  /** Whether the entry of the history before, or after, the present one is a view of this page. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): void;
  redo(): void;
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
  let entries = createEntries(target.location.hash);
  let length = target.history.length;

  /** TensorBoard's tabs add entries without an event; ours are no longer in a row then. */
  function notice(): void {
    if (target.history.length !== length) entries = createEntries(target.location.hash);
    else entries.reached(target.location.hash, placeIn(target.history.state));
    length = target.history.length;
  }

  async function put(view: View, replace: boolean): Promise<void> {
    const { token } = await encodeView(view);
    notice();
    const hash = withToken(target.location.hash, token);
    if (hash === target.location.hash) return;
    const state = target.history.state as object | null;
    // A hash alone would be one of the document's base, where that is not the document itself.
    const address = target.location.pathname + target.location.search + hash;
    if (replace) {
      target.history.replaceState(state, "", address);
      entries.replaced(hash);
    } else {
      target.history.pushState({ ...state, [PLACE]: entries.next }, "", address);
      entries.pushed(hash);
    }
    length = target.history.length;
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
      const { token, leftOut } = await encodeView(view);
      return { address: origin + pathname + search + withToken(hash, token), leftOut };
    },
    listen(changed) {
      const events = ["popstate", "hashchange"];
      const heard = (): void => {
        notice();
        changed();
      };
      events.forEach((event) => target.addEventListener(event, heard));
      return () => events.forEach((event) => target.removeEventListener(event, heard));
    },
    get hash() {
      return target.location.hash;
    },
    get canUndo() {
      return entries.before;
    },
    get canRedo() {
      return entries.after;
    },
    undo() {
      notice();
      if (entries.before) target.history.back();
    },
    redo() {
      notice();
      if (entries.after) target.history.forward();
    },
  };
}
