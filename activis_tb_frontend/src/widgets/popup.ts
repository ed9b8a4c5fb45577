/** A list that pops up over the page: what it offers, where it stands and how arrows move through it. */

export interface Choice {
  value: string;
  label: string;
  /** Color of the dot before the label. */
  color?: string;
  note?: string;
}

/** A list of choices: one of them chosen, or any number where `chosen` is a list. */
export interface Choosing {
  choices: Choice[];
  chosen: string | readonly string[];
  onchoose: (value: string) => void;
}

export interface Action {
  label: string;
  run: () => void;
}

interface Anchor {
  left: number;
  right: number;
  bottom: number;
}

/** Places `list`, which lies in the top layer, below `anchor` and inside the window, and focuses its chosen or first item. */
export function placePopup(list: HTMLElement, { left, right, bottom }: Anchor): void {
  const width = list.offsetWidth;
  const x = left + width > window.innerWidth - 8 ? right - width : left;
  const room = window.innerHeight - bottom - 16;
  const y =
    room < Math.min(120, list.scrollHeight) ? Math.max(8, window.innerHeight - list.offsetHeight - 8) : bottom + 4;
  list.style.left = `${Math.max(8, x)}px`;
  list.style.top = `${y}px`;
  list.style.maxHeight = `${Math.max(120, room)}px`;
  (list.querySelector<HTMLElement>("[aria-checked=true]") ?? list.querySelector("button"))?.focus();
}

/** Arrow up and down move the focus among the list's buttons, around its ends; where they stand in columns all four arrows do. */
export function moveInPopup(list: HTMLElement | undefined, event: KeyboardEvent, columns = 1): void {
  const across = columns > 1 ? 1 : 0;
  const move = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: across, ArrowLeft: -across }[event.key];
  if (!move || !list) return;
  event.preventDefault();
  const items = [...list.querySelectorAll("button")];
  const place = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(place + move + items.length) % items.length]?.focus();
}
