/** The keys that work anywhere on the page, and what each of them asks for. */

export type Command =
  | { kind: "keys" | "clear" | "about" | "undo" | "redo" | "rest" }
  | { kind: "step"; by: 1 | -1 }
  | { kind: "layer"; badge: number }
  | { kind: "panel"; key: "g" | "i" };

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** What a key asks for; null for one that means nothing here. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): Command | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "z") return { kind: shiftKey ? "redo" : "undo" };
    return key.toLowerCase() === "y" && ctrlKey ? { kind: "redo" } : null;
  }
  if (key === "?") return { kind: "keys" };
  if (key === "n") return { kind: "about" };
  if (key === "Escape") return { kind: "clear" };
  if (key === "[" || key === "]") return { kind: "step", by: key === "]" ? 1 : -1 };
  if (/^[1-9]$/.test(key)) return { kind: "layer", badge: Number(key) };
  if (key === "r") return { kind: "rest" };
  return key === "g" || key === "i" ? { kind: "panel", key } : null;
}

/** Whether keys are text there, so that they are none of ours. */
export function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "range" && target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

/** The keys by group, as the page lists them. */
export const KEYS: [group: string, keys: [key: string, meaning: string][]][] = [
  [
    "Anywhere",
    [
      ["Tab", "moves from panel to panel"],
      ["1 … 9", "go to the matrix of the layer with that number"],
      ["/", "finds a layer, node, neuron or instance"],
      ["G", "goes to the graph"],
      ["I", "goes to the instances"],
      ["N", "opens the card of the neuron under the pointer, or of the marked one"],
      ["R", "compares the focused or selected row with the rest; again: stops"],
      ["[ ]", "go to the step before, to the step after"],
      ["Ctrl Z", "undoes the last click that kept something; with Shift, redoes it"],
      [
        "Esc",
        "closes a neuron's card; takes back the maximized panel, then the difference, the selected row or lasso, then marked neurons",
      ],
      ["?", "shows or hides this list"],
    ],
  ],
  [
    "In a panel",
    [
      ["← → ↑ ↓", "move the focused cell, square, dot, node, step or border"],
      ["Space", "on the slider of the steps: plays them, or pauses"],
      ["Enter", "marks the neuron, pins the instance, opens the layer"],
      ["PgUp PgDn", "move by a page of the rows or of the list"],
      ["Home End", "go to the first and to the last row, square or dot"],
      ["+ − 0", "zoom the graph, the projection or the columns of the matrix with the focus, and show all again"],
      ["Backspace", "in the graph: folds the block around the focused node"],
      [
        "Shift",
        "with Enter or a click: adds an instance to the circled ones; while dragging in a projection: circles them",
      ],
      ["S", "orders the neurons by the focused row"],
      ["Delete", "on a border: puts it back to its usual place"],
    ],
  ],
];
