import { expect, test } from "vitest";
import { moveInRows } from "../../src/widgets/popup";

function listOf(rows: string[][]): HTMLElement {
  const list = document.createElement("div");
  for (const row of rows) {
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    for (const name of row) group.append(Object.assign(document.createElement("button"), { textContent: name }));
    list.append(group);
  }
  document.body.replaceChildren(list);
  return list;
}

test("arrows move along a row and from row to row, where shorter rows end as longer ones do", () => {
  const list = listOf([["a svg", "a png", "a csv"], ["b csv"], ["light", "dark"]]);
  const moved = (key: string): string | null => {
    moveInRows(list, new KeyboardEvent("keydown", { key }));
    return document.activeElement!.textContent;
  };
  list.querySelector("button")!.focus();
  expect(["ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"].map(moved)).toEqual([
    "a png",
    "a csv",
    "b csv",
    "dark",
    "light",
  ]);
  expect(["ArrowDown", "ArrowLeft", "ArrowUp", "Home"].map(moved)).toEqual(["a png", "a svg", "light", "light"]);
});
