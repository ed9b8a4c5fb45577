import { expect, test } from "vitest";
import { commandOf, takesText } from "../../src/views/commands";

const pressed = (key: string, part: Partial<KeyboardEvent> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part });

test("undo and redo listen to Ctrl and to Command, with capitals as Shift sends them", () => {
  expect(pressed("z", { ctrlKey: true })).toEqual({ kind: "undo" });
  expect(pressed("Z", { metaKey: true, shiftKey: true })).toEqual({ kind: "redo" });
  expect(pressed("y", { ctrlKey: true })).toEqual({ kind: "redo" });
  expect(pressed("z")).toBeNull();
});

test("the browser's own combinations are left alone", () => {
  expect(pressed("1", { ctrlKey: true })).toBeNull();
  expect(pressed("[", { metaKey: true })).toBeNull();
  expect(pressed("g", { altKey: true })).toBeNull();
});

test("numbers, brackets and letters go to layers, steps and panels", () => {
  expect(pressed("3")).toEqual({ kind: "layer", badge: 3 });
  expect(pressed("0")).toBeNull();
  expect([pressed("["), pressed("]")]).toEqual([
    { kind: "step", by: -1 },
    { kind: "step", by: 1 },
  ]);
  expect(pressed("i")).toEqual({ kind: "panel", key: "i" });
});

test("keys are text in text fields, but not on sliders and boxes", () => {
  const input = (type: string): HTMLInputElement => Object.assign(document.createElement("input"), { type });
  expect([input("text"), input("search"), document.createElement("textarea")].map(takesText)).toEqual([
    true,
    true,
    true,
  ]);
  expect([input("range"), input("checkbox"), document.body].map(takesText)).toEqual([false, false, false]);
});
