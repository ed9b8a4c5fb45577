import { expect, test } from "vitest";
import { keyAction } from "../../src/draw/scatterKeys";

const pressed = (key: string, ctrlKey = false) => keyAction({ key, ctrlKey, metaKey: false, altKey: false });

test("Home and End ask for the first and the last dot, arrows for the next one in their direction", () => {
  expect([pressed("Home"), pressed("End")]).toEqual(["first", "last"]);
  expect(pressed("ArrowUp")).toEqual({ step: [0, -1] });
});

test("a key with a modifier is the browser's", () => {
  expect(pressed("0")).toBe("fit");
  expect(pressed("0", true)).toBe(null);
});
