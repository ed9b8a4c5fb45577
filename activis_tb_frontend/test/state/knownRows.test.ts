import { describe, expect, it, vi } from "vitest";
import type { Moment, RowAddress } from "../../src/data/source";
import { createKnownRows } from "../../src/state/knownRows";

const moment: Moment = { run: "a", instance_set: "test", step: 1, recording: "r" };
const rows = (...names: string[]): RowAddress[] => names.map((subset) => ({ subset }));
const { signal } = new AbortController();

function asking() {
  const ask = vi.fn((_: Moment, asked: RowAddress[]) => Promise.resolve(asked.map((row) => JSON.stringify(row))));
  return { ask, known: createKnownRows(ask) };
}
const namesAsked = (ask: ReturnType<typeof asking>["ask"]) =>
  ask.mock.calls.map(([, asked]) => asked.map((row) => ("subset" in row ? row.subset : "?")));

describe("the known rows of a layer", () => {
  it("asks only for what is new, and answers in the order of the question", async () => {
    const { ask, known } = asking();
    await known.fetch(moment, rows("all", "cat"), signal);
    expect(await known.fetch(moment, rows("dog", "all", "cat"), signal)).toEqual(
      rows("dog", "all", "cat").map((row) => JSON.stringify(row)),
    );
    expect(namesAsked(ask)).toEqual([["all", "cat"], ["dog"]]);
  });

  it("knows nothing of another moment", async () => {
    const { ask, known } = asking();
    await known.fetch(moment, rows("all"), signal);
    await known.fetch({ ...moment, step: 2 }, rows("all"), signal);
    expect(namesAsked(ask)).toEqual([["all"], ["all"]]);
  });

  it("asks once for a row that is expected and then wanted", async () => {
    const { ask, known } = asking();
    known.expect(moment, { subset: "dog" });
    known.expect(moment, { subset: "dog" });
    expect(await known.fetch(moment, rows("dog"), signal)).toEqual(['{"subset":"dog"}']);
    expect(await known.fetch(moment, rows("dog"), signal)).toEqual(['{"subset":"dog"}']);
    expect(namesAsked(ask)).toEqual([["dog"]]);
  });

  it("asks again for what was expected in vain", async () => {
    const { ask, known } = asking();
    ask.mockRejectedValueOnce(new Error("gone"));
    known.expect(moment, { subset: "dog" });
    await vi.waitFor(async () => expect(await known.fetch(moment, rows("dog"), signal)).toHaveLength(1));
    expect(namesAsked(ask)).toEqual([["dog"], ["dog"]]);
  });
});
