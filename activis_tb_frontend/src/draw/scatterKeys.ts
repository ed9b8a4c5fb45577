/** What the keys do in a projection: arrows step from dot to dot, Home and End to the first and the last one, Enter picks, Escape leaves, + - 0 zoom. */

export type KeyAction =
  | { step: readonly [number, number] }
  | { zoom: number }
  | "first"
  | "last"
  | "pick"
  | "leave"
  | "fit";

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  ArrowLeft: { step: [-1, 0] },
  ArrowRight: { step: [1, 0] },
  ArrowUp: { step: [0, -1] },
  ArrowDown: { step: [0, 1] },
  Home: "first",
  End: "last",
  "+": { zoom: 1.4 },
  "-": { zoom: 1 / 1.4 },
  "0": "fit",
  Enter: "pick",
  Escape: "leave",
};

/** null for a key that is none of ours, also with a modifier that makes it the browser's. */
export function keyAction(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): KeyAction | null {
  return event.ctrlKey || event.metaKey || event.altKey ? null : (ACTIONS[event.key] ?? null);
}
