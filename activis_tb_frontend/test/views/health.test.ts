import { expect, test } from "vitest";
import type { HealthAnswer, LayerHealth } from "../../src/data/source";
import { domainOf, isAnyKnown, MEASURES, measureOf, sentence, stepsInWords, stripes } from "../../src/views/health";

const none = [null, null];
const hidden: LayerHealth = {
  name: "hidden",
  n_neurons: 32,
  dead_share: [0, 0.15625],
  rarely_active_share: none,
  spread: [0.5, 2.25],
  effective_rank: [20.04, 8],
  change: [null, 0.4],
  separability: [0.5, 0.9996],
};
const answer: HealthAnswer = { steps: [3, 7], n_left_out: 0, layers: [hidden] };

test("an unknown measure is the share of dead neurons", () => {
  expect(measureOf("spread").label).toBe("Spread");
  expect(measureOf("?")).toBe(MEASURES[0]);
  expect(measureOf(null).value).toBe("dead_share");
});

test("shares are shown from 0 to 1, other measures up to their largest number", () => {
  expect(domainOf(answer, measureOf("dead_share"))).toEqual([0, 1]);
  expect(domainOf(answer, measureOf("spread"))).toEqual([0, 2.25]);
  expect(domainOf({ ...answer, layers: [] }, measureOf("change"))).toEqual([0, 0]);
});

test.each([
  ["dead_share", 1, "hidden at step 7: 5 of 32 neurons dead (16 %)"],
  ["rarely_active_share", 1, "hidden at step 7: rarely active not known"],
  ["effective_rank", 0, "hidden at step 3: effective rank 20 of 32 neurons"],
  ["change", 1, "hidden at step 7: changed by 40 % since the last step"],
  ["separability", 1, "hidden at step 7: 0.999 have the label of most of their 10 nearest"],
] as const)("%s is said in words", (value, place, words) => {
  expect(sentence(hidden, answer.steps[place], hidden[value][place], measureOf(value))).toBe(words);
});

test("a single step is no range of steps", () => {
  expect(stepsInWords([0, 5, 10])).toBe("Steps 0 to 10.");
  expect(stepsInWords([0])).toBe("Step 0.");
});

test("every step has a stripe of its own with hard borders", () => {
  const fill = (number: number | null): string => (number === null ? "none" : `c${number}`);
  expect(stripes([1, null, 0], fill)).toBe(
    "linear-gradient(to right, c1 0.000% 33.333%, none 33.333% 66.667%, c0 66.667% 100.000%)",
  );
});

test("a recording without health has nothing to show", () => {
  const nothing = { ...hidden, ...Object.fromEntries(MEASURES.map(({ value }) => [value, none])) };
  expect(isAnyKnown({ ...answer, layers: [nothing] })).toBe(false);
  expect(isAnyKnown({ ...answer, layers: [nothing, hidden] })).toBe(true);
});
