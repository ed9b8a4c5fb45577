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

/** Arrow up and down move the focus among the list's buttons, around its ends. */
export function moveInPopup(list: HTMLElement | undefined, event: KeyboardEvent): void {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move && list) focusBeside([...list.querySelectorAll("button")], move, event);
}

function focusBeside(items: HTMLButtonElement[], move: number, event: KeyboardEvent): void {
  event.preventDefault();
  const place = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(place + move + items.length) % items.length]?.focus();
}

/** As `moveInPopup`, where the buttons stand in rows, one group each, that end at the right: all four arrows move. */
export function moveInRows(list: HTMLElement | undefined, event: KeyboardEvent): void {
  if (!list) return;
  const rows = [...list.querySelectorAll("[role=group]")].map((row) => [...row.querySelectorAll("button")]);
  const across = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (across) return focusBeside(rows.flat(), across, event);
  const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const from = rows.findIndex((row) => row.includes(document.activeElement as HTMLButtonElement));
  if (!down || from < 0) return;
  event.preventDefault();
  const fromEnd = rows[from].length - rows[from].indexOf(document.activeElement as HTMLButtonElement);
  const to = rows[(from + down + rows.length) % rows.length];
  to[Math.max(0, to.length - fromEnd)].focus();
}
