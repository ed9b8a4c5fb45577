import { expect, test } from "vitest";
import { roving, rovingAmong } from "../../src/widgets/roving";

function listOf(html: string): HTMLElement {
  const list = document.createElement("div");
  list.innerHTML = html;
  document.body.append(list);
  roving(list);
  return list;
}

const stops = (list: HTMLElement): number[] => [...list.querySelectorAll("button")].map((item) => item.tabIndex);
const press = (key: string): boolean =>
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("Tab stops at the item that is on, else at the first", () => {
  expect(stops(listOf("<button></button><button></button>"))).toEqual([0, -1]);
  expect(stops(listOf('<button></button><button aria-checked="true"></button>'))).toEqual([-1, 0]);
});

test("arrows move the focus and the stop, and stay at the ends", () => {
  const list = listOf("<button></button><button></button><button></button>");
  list.querySelector("button")!.focus();
  press("ArrowUp");
  expect(stops(list)).toEqual([0, -1, -1]);
  press("ArrowDown");
  expect(stops(list)).toEqual([-1, 0, -1]);
  press("End");
  expect(document.activeElement).toBe(list.lastElementChild);
});

test("buttons that are no items are neither stops nor on the way", () => {
  const list = document.createElement("div");
  list.innerHTML = '<button class="name"></button><button tabindex="-1"></button><button class="name"></button>';
  document.body.append(list);
  rovingAmong(".name")(list);
  expect(stops(list)).toEqual([0, -1, -1]);
  list.querySelector("button")!.focus();
  press("ArrowDown");
  expect(document.activeElement).toBe(list.lastElementChild);
});

test("items that come later have a stop among them", async () => {
  const list = listOf("");
  list.innerHTML = "<button></button><button></button>";
  await new Promise((resolve) => setTimeout(resolve));
  expect(stops(list)).toEqual([0, -1]);
});
