import { expect, test } from "vitest";
import { createLink, decodeView, encodeView, tokenIn, withToken } from "../../src/state/url";
import { firstView, viewOf, type View } from "../../src/state/view";

const view: View = {
  run: "narrow/activis",
  set: "validation",
  step: -1,
  layers: ["hidden", "größe/日本"],
  orders: { hidden: "subset:NUM" },
  neurons: { hidden: 17 },
  row: "cell:5:1",
  pins: ["q17", "a&b=c"],
  maximized: null,
};

test("a view survives the way into a link and back", async () => {
  const token = await encodeView(view);
  expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(await decodeView(token)).toEqual(view);
});

test("a token that is damaged or of another version gives no view", async () => {
  const token = await encodeView(view);
  expect(await decodeView(token.slice(0, 20))).toBeNull();
  expect(await decodeView("%%%")).toBeNull();
  expect(await decodeView(await encodeView({ ...view, version: 2 } as View))).toBeNull();
});

test("unknown keys are ignored and wrong ones fall back to their default", () => {
  const read = viewOf({
    version: 1,
    step: "4",
    pins: ["a", 7],
    neurons: { hidden: -3, conv: 2 },
    orders: 5,
    later: true,
  });
  expect(read).toEqual({ ...firstView, pins: ["a"], neurons: { conv: 2 } });
});

test("other plugins' tokens stay where they are", () => {
  expect(withToken("#activis&runSelectionState=xy&p.activis.view=old", "new")).toBe(
    "#activis&runSelectionState=xy&p.activis.view=new",
  );
  expect(withToken("", "new")).toBe("#p.activis.view=new");
  expect(tokenIn("#activis&p.activis.view=abc-_")).toBe("abc-_");
  expect(tokenIn("#activis")).toBeNull();
});

test("a lasting action adds an entry to the history, dragging replaces it, in the order of the actions", async () => {
  window.location.hash = "#activis";
  const link = createLink(window);
  const before = window.history.length;
  await Promise.all([
    link.write(view, false),
    link.write({ ...view, step: 3 }, true),
    link.write({ ...view, step: 5 }, true),
  ]);
  expect(window.history.length).toBe(before + 1);
  expect((await link.read())?.step).toBe(5);
  expect(window.location.hash.startsWith("#activis&")).toBe(true);
});
