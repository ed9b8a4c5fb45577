import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DataSource, InstancesAnswer, SnapshotAnswer } from "../../src/data/source";
import { createHover } from "../../src/state/hover.svelte";
import type { Recorded } from "../../src/state/recorded.svelte";
import { createShading } from "../../src/state/shading.svelte";
import { firstView, type View } from "../../src/state/view";
import { answer, ranking } from "../draw/answers";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Two units and a layer of that many neurons, of which neuron 1 is -1 and 0.5; what is asked for. */
function shading(
  n_neurons: number,
  marked: number | null,
  given: Partial<InstancesAnswer> = {},
  contributions: View["contributions"] = {},
) {
  const asked: string[] = [];
  const value = new Float32Array(2 * n_neurons);
  value[1] = -1;
  value[n_neurons + 1] = 0.5;
  const source = {
    fetchActivations: (_: unknown, layer: string) => {
      asked.push(layer);
      return Promise.resolve({ layer, n_neurons, n_sampled: 2, value });
    },
    fetchSampled: (_: unknown, layer: string, { neuron }: { neuron: number }) => {
      asked.push(`${layer} ${neuron}`);
      return Promise.resolve({ layer, value: Float32Array.of(value[neuron], value[n_neurons + neuron]) });
    },
    // Neuron 1 speaks for class 2 by 3 and for the others by 1.
    fetchHead: (_: unknown, layer: string) => {
      asked.push(`head of ${layer}`);
      const kernel = new Float32Array(3 * n_neurons);
      kernel.set([1, 1, 3], 3);
      return Promise.resolve({ layer, n_neurons, kernel });
    },
  } as unknown as DataSource;
  const instances = { ...answer("classes", [0, 1], [0, 1], [0.25, 0.75]), parent: Int32Array.of(0, 0), ...given };
  const recorded = {
    openLayers: ["first", "second"],
    population: { instances, dots: Int32Array.of(0, 1), nameOf: (index: number) => instances.class_names[index] },
    snapshot: { value: { n_sampled: 2, layers: [{ name: "second", n_neurons, head: true }] } as SnapshotAnswer },
  } as unknown as Recorded;
  const view: View = { ...firstView, contributions, neurons: marked === null ? {} : { second: marked } };
  const moment = { run: "a", instance_set: "validation", step: 0, recording: "1" };
  const hover = createHover(() => undefined);
  let made!: ReturnType<typeof createShading>;
  $effect.root(() => {
    made = createShading(source, recorded, { moment: () => moment, view: () => view, hover });
  });
  flushSync();
  return { asked, made };
}

const SMALL = 4;
const LARGE = 4 * 2 ** 20;

test("a marked neuron of any open layer shades, asked for with all others of its layer", async () => {
  const { asked, made } = shading(SMALL, 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(["second"]);
  expect([0, 1].map((row) => made.shadeOf?.(row))).toEqual([-1, 0.5]);
  expect(made.shadedBy).toBe("neuron 1 of second");
});

test("of a large layer only the neuron is asked for, and after a rest", async () => {
  const { asked, made } = shading(LARGE, 1);
  await vi.advanceTimersByTimeAsync(79);
  expect(asked).toEqual([]);
  expect(made.shadedBy).toBe("score");
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(["second 1"]);
  expect([0, 1].map((row) => made.shadeOf?.(row))).toEqual([-1, 0.5]);
});

test("without a neuron words are shaded by their score, patches not at all", () => {
  const words = shading(SMALL, null).made;
  expect([0, 1].map((row) => words.shadeOf?.(row))).toEqual([0.25, 0.75]);
  const patches = shading(SMALL, null, { grid: { rows: 1, columns: 2, first: 0 } }).made;
  expect([patches.shadeOf, patches.shadedBy]).toEqual([null, ""]);
});

test("items of a ranking are shaded by how far off their places are, and to which side", () => {
  const { made } = shading(SMALL, null, ranking([3, 0], [0.1, 0.2], [0, 1]));
  expect([0, 1].map((row) => made.shadeOf?.(row))).toEqual([-1, Math.fround(1 / 3)]);
  expect(made.shadedBy).toBe("how far off it is");
});

test("without a neuron units are shaded by what all contribute to the class that is chosen", async () => {
  const { asked, made } = shading(SMALL, null, { grid: { rows: 1, columns: 2, first: 0 } }, { second: 2 });
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual(["second", "head of second"]);
  // -1 and 0.5 times 3 - 1, as shares of the largest.
  expect([0, 1].map((row) => made.shadeOf?.(row))).toEqual([-1, 0.5]);
  expect(made.shadedBy).toBe("contributions to NUM in second");
});
