/** One stop of the Tab key for a list of buttons; arrows, Home and End move within it. */

import type { Attachment } from "svelte/attachments";

export const roving: Attachment<HTMLElement> = (list) => rove(list, "button");

/** As `roving`, among the buttons that a selector names; the others are no stops. */
export function rovingAmong(selector: string): Attachment<HTMLElement> {
  return (list) => rove(list, selector);
}

function rove(list: HTMLElement, selector: string): () => void {
  const items = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(selector)];

  function stopAt(chosen: HTMLElement | undefined): void {
    for (const item of items()) item.tabIndex = item === chosen ? 0 : -1;
  }

  /** The item that was the stop, else the one that is on, else the first. */
  function settle(): void {
    const all = items();
    const isOn = (item: HTMLElement): boolean => item.matches("[aria-checked=true], [aria-pressed=true]");
    const stops = all.filter((item) => item.getAttribute("tabindex") === "0");
    stopAt(stops.length === 1 ? stops[0] : (all.find(isOn) ?? all[0]));
  }

  const onfocusin = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLElement && target.matches(selector)) stopAt(target);
  };
  function onkeydown(event: KeyboardEvent): void {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const moves = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: all.length - 1,
    };
    const next = moves[event.key as keyof typeof moves] as number | undefined;
    if (next === undefined || at < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(next, all.length - 1))].focus();
  }

  const observer = new MutationObserver(settle);
  observer.observe(list, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  list.addEventListener("focusin", onfocusin);
  list.addEventListener("keydown", onkeydown);
  settle();
  return () => {
    observer.disconnect();
    list.removeEventListener("focusin", onfocusin);
    list.removeEventListener("keydown", onkeydown);
  };
}
