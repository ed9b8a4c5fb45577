import { expect, test } from "vitest";
import type { CkaAnswer, DataSource, RunListing } from "../../src/data/source";
import { askedUntilFound, comparedLayersOf, momentBeside, mostSimilar } from "../../src/state/cka";

const answer: CkaAnswer = {
  layers: ["conv", "hidden"],
  other_layers: ["a", "b", "c"],
  n: 60,
  n_shared: 60,
  cka: new Float32Array([0.1, NaN, 0.7, 0.4, 0.9, 0.4]),
};
const here = { run: "a", instance_set: "test", step: 3, recording: "1" };
const set = { name: "test", recording: "2", steps: [0, 2, 4], wall_times: [0, 0, 0] };
const run: RunListing = { run: "b", name: "b", problem: null, instance_sets: [set] };

test("the most similar layer is that of the highest known value", () => {
  expect(mostSimilar(answer, "conv")?.layer).toBe("c");
  expect(mostSimilar(answer, "hidden")).toMatchObject({ layer: "b" });
  expect(mostSimilar(answer, "unknown")).toBeNull();
});

test("another run is held against a moment at the step before, and not of another data set", () => {
  expect(momentBeside(run, here)).toEqual({ run: "b", instance_set: "test", step: 2, recording: "2" });
  expect(momentBeside(run, here, 4)?.step).toBe(4);
  expect(momentBeside({ ...run, instance_sets: [{ ...set, name: "train" }] }, here)).toBeNull();
});

test("what a link says of compared layers is kept, and nothing else", () => {
  expect(comparedLayersOf({ run: "b", pair: ["conv", "a"] })).toEqual({
    run: "b",
    step: null,
    pair: ["conv", "a"],
  });
  expect(comparedLayersOf({ step: 3 })).toEqual({ run: null, step: 3, pair: null });
  expect(comparedLayersOf({ run: 7, pair: ["conv"] })).toEqual({ run: null, step: null, pair: null });
  expect(comparedLayersOf("b")).toBeNull();
});

test("it is asked again until the answer is there, and heard of meanwhile", async () => {
  const answers = [{ progress: 0.4 }, answer];
  const source = { fetchCka: () => Promise.resolve(answers.shift()!) } as unknown as DataSource;
  const heard: number[] = [];
  const found = await askedUntilFound(source, [here, here], new AbortController().signal, (share) => heard.push(share));
  expect([found, heard]).toEqual([answer, [0.4]]);
});
