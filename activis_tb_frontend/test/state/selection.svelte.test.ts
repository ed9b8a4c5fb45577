import { beforeAll, expect, test, vi } from "vitest";
import type { InstancesAnswer } from "../../src/data/source";
import { litSelection } from "../../src/state/columns.svelte";
import { encodeLasso, sampleChecksum } from "../../src/state/lasso";
import type { Page } from "../../src/state/page.svelte";
import type { Recorded } from "../../src/state/recorded.svelte";
import { createSelection } from "../../src/state/selection.svelte";
import { cellKey, firstView, REST, subsetKey, type View } from "../../src/state/view";
import { addCircled } from "../../src/views/circled";

const NAMES = ["a", "b", "c"];
const sample = Int32Array.of(0, 1, 2, 3, 4);
const instances = {
  task: "classes",
  label: Int32Array.of(0, 0, 1, 1, 2),
  prediction: Int32Array.of(0, 1, 1, 1, 2),
  sample,
} as unknown as InstancesAnswer;
const subsets = [
  { name: "all", kind: "all", class: null },
  ...NAMES.map((name, index) => ({ name, kind: "class", class: index })),
];
const snapshot = { value: { subsets, class_names: NAMES } };

let frame = (): void => undefined;
beforeAll(() => vi.stubGlobal("requestAnimationFrame", (settle: () => void) => (frame = settle)));

/** The selection of a page that shows `part` of a view; `draft` is a condition being typed. */
function shown(part: Partial<View>, draft = "") {
  const view = { ...firstView, ...part };
  const made = { draft, draftAnswer: draft ? { error: null } : null, draftMask: null, maskOf: () => undefined };
  const population = { instances, off: new Uint8Array(5) };
  const recorded = { made, population, snapshot, bins: { edges: [] } } as unknown as Recorded;
  let selection: ReturnType<typeof createSelection>;
  $effect.root(() => {
    selection = createSelection(
      recorded,
      () => view,
      () => null,
    );
  });
  const page = Object.assign(Object.create(selection!) as object, { made, snapshot, view }) as unknown as Page;
  return { selection: selection!, page };
}

const lit = (part: Partial<View>) => {
  const { highlighted } = shown(part).selection;
  return highlighted && [...highlighted];
};
const [a, b] = [subsetKey("a"), subsetKey("b")];
const circledIn = (layer: string) => encodeLasso(Uint8Array.of(0, 1, 0, 0, 1), sampleChecksum(sample), layer);

test("both of two rows that are held against each other are lit up, the same instance once", () => {
  expect(lit({ row: a, against: b })).toEqual([1, 1, 1, 1, 0]);
  expect(lit({ row: cellKey(0, 1), against: a })).toEqual([1, 1, 0, 0, 0]);
});

test("a row stands out from all and from the rest, which are not lit up", () => {
  expect(lit({ row: a })).toEqual([1, 1, 0, 0, 0]);
  expect(lit({ row: a, against: REST })).toEqual([1, 1, 0, 0, 0]);
  expect(lit({ row: subsetKey("all"), against: b })).toEqual([0, 0, 1, 1, 0]);
  expect(lit({})).toBe(null);
});

test("what is pointed at is lit up in place of both rows", () => {
  const { selection, page } = shown({ row: a, against: b });
  selection.hover.set({ key: subsetKey("c") });
  frame();
  expect([...selection.highlighted!]).toEqual([0, 0, 0, 0, 1]);
  expect(litSelection(page)).toEqual({ subset: "c" });
});

test("the columns are of what is lit up: one row, two rows, a cell or nothing", () => {
  expect(litSelection(shown({ row: a }).page)).toEqual({ subset: "a" });
  expect(litSelection(shown({ row: a, against: b }).page)).toEqual({ any: [{ subset: "a" }, { subset: "b" }] });
  expect(litSelection(shown({ row: a, against: REST }).page)).toEqual({ subset: "a" });
  expect(litSelection(shown({ row: cellKey(0, 1) }).page)).toEqual({ where: "label = 'a' AND prediction = 'b'" });
  expect(litSelection(shown({}).page)).toBe(null);
});

test("the columns are of what was circled, rather than of a condition being typed", () => {
  const lasso = circledIn("hidden");
  const circled = { bits: lasso.bits, checksum: lasso.sample, layer: "hidden" };
  expect(litSelection(shown({ lasso }, "x > 1").page)).toEqual(circled);
  expect(litSelection(shown({ row: a }, "x > 1 ").page)).toEqual({ where: "x > 1" });
});

test("what was circled becomes a row that is named after its layer", () => {
  const added: unknown[] = [];
  const add = (part: Partial<View>) => {
    const actions = { addSubset: (...subset: unknown[]) => added.push(subset) };
    addCircled(Object.assign(shown(part).page, { actions, subsetNames: ["all"] }) as unknown as Page);
  };
  add({ lasso: circledIn("hidden") });
  add({ lasso: circledIn("") });
  add({});
  expect(added.map((subset) => (subset as unknown[])[0])).toEqual(["circled in hidden", "circled"]);
  expect(added[0]).toEqual([
    "circled in hidden",
    { bits: "SA==", checksum: sampleChecksum(sample), layer: "hidden" },
    ["all"],
  ]);
});
