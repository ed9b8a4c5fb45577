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
  filters: { hidden: ["dead", "duplicates"] },
  scales: { hidden: "difference" },
  contributions: { hidden: 2 },
  rows: ["A", "B"],
  row: "cell:5:1",
  against: "subset:all",
  ticked: ["b/activis"],
  beside: [{ row: "subset:3", run: "b/activis", set: "train", step: 2 }],
  pairings: { hidden: "matched" },
  made: [{ name: "what is", selection: { where: "text LIKE 'What is%'" }, color: 3, hidden: false }],
  pins: ["q17", "a&b=c"],
  maximized: null,
  unfolded: ["conv2"],
  health: "spread",
  colored: true,
  since: { run: null, step: 2, show: "both" },
  runTable: "-accuracy subset:all",
  cka: { run: "wide/activis", step: 1, pair: ["hidden", "conv"] },
  strip: true,
  instances: {
    mode: "list",
    group: { column: "topic" },
    order: { layer: "hidden", neuron: 3 },
    find: "what is",
    threshold: 4.5,
  },
  methods: { hidden: "tsne" },
  maps: {
    hidden: [
      { run: null, step: 0 },
      { run: "wide/activis", step: null },
    ],
  },
  trails: ["hidden"],
  hidden: [3],
  nearest: { layer: "hidden", id: "q17" },
  anchor: { run: "wide/activis", step: 7 },
  lasso: { sample: 7, bits: "gA==", layer: "hidden" },
};

test("a view survives the way into a link and back", async () => {
  const { token } = await encodeView(view);
  expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(await decodeView(token)).toEqual(view);
});

test("a token that is damaged or of another version gives no view", async () => {
  const { token } = await encodeView(view);
  expect(await decodeView(token.slice(0, 20))).toBeNull();
  expect(await decodeView("%%%")).toBeNull();
  expect(await decodeView((await encodeView({ ...view, version: 2 } as View)).token)).toBeNull();
});

test("unknown keys are ignored and wrong ones fall back to their default", () => {
  const read = viewOf({
    version: 1,
    step: "4",
    pins: ["a", 7],
    neurons: { hidden: -3, conv: 2 },
    orders: 5,
    later: true,
    instances: { mode: "cubes", order: 3, find: null, threshold: -1 },
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

/** As many letters as a lasso over many instances has, in which no order is. */
function noise(length: number): string {
  let seed = 1;
  const random = (): number => (seed = (seed * 48271) % 2147483647);
  return Array.from({ length }, () => String.fromCharCode(97 + (random() % 26))).join("");
}

test("a lasso that would make the link too long for some readers is left out of it, and nothing else is", async () => {
  const { token, leftOut } = await encodeView({ ...view, lasso: { sample: 7, bits: noise(16_000), layer: "hidden" } });
  expect(leftOut).toEqual(["the circled instances"]);
  expect(token.length).toBeLessThan(8000);
  expect((await decodeView(token))?.lasso).toBeNull();
  expect(await decodeView(token)).toMatchObject({ pins: view.pins, hidden: view.hidden, made: view.made });
});

test("subsets of single instances are left out where the link is still too long; conditions stay", async () => {
  const drawn = { bits: noise(16_000), checksum: 7, layer: "hidden" };
  const made = [...view.made, { name: "drawn", selection: { not: drawn }, color: null, hidden: false }];
  const { token, leftOut } = await encodeView({ ...view, made });
  expect(leftOut).toEqual(["the circled instances", 'the subset "drawn"']);
  expect((await decodeView(token))?.made).toEqual(view.made);
});

test("undo is offered for entries of the page only", async () => {
  window.location.hash = "#activis";
  const link = createLink(window);
  expect([link.canUndo, link.canRedo]).toEqual([false, false]);
  await link.write(view, false);
  expect(link.canUndo).toBe(true);
  window.history.pushState(null, "", "#scalars");
  link.undo();
  expect(link.canUndo).toBe(false);
});
