import { expect, test } from "vitest";
import { CONFUSION, createFigures, type Figure } from "../../src/state/figures.svelte";

const named = (name: string): Figure => ({ name, file: name, svg: () => "", csv: () => Promise.resolve("") });

test("figures are listed layers first, in whatever order the panels came, while their panels are open", () => {
  const figures = createFigures();
  figures.offer(CONFUSION, () => [named("confusion")]);
  const close = figures.offer(2, () => [named("matrix of two"), named("projection of two")]);
  figures.offer(1, () => [named("matrix of one")]);
  const names = (): string[] => figures.all.map(({ name }) => name);
  expect(names()).toEqual(["matrix of one", "matrix of two", "projection of two", "confusion"]);
  close();
  expect(names()).toEqual(["matrix of one", "confusion"]);
});
