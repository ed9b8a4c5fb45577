import { expect, test } from "vitest";
import type { ColumnSummary } from "../../src/data/source";
import { advised, exampleCondition, mended, problemInWords } from "../../src/state/condition";

const numbers = (name: string, edges: number[]): ColumnSummary => ({
  name,
  kind: "numbers",
  n_missing: 0,
  n_not_finite: 0,
  edges,
  counts: edges.slice(1).map(() => 1),
});
const values = (name: string, first: string): ColumnSummary => ({
  name,
  kind: "values",
  n_missing: 0,
  n_values: 1,
  values: [{ value: first, n: 3 }],
  n_others: 0,
});
const text: ColumnSummary = { name: "text", kind: "text", n_missing: 0 };

test("the example is of the score, else of the loss, else of the first numbers or values that there are", () => {
  const [hours, loss, score] = [
    numbers("hours per week", [-0.5, 0.5, 1.5, 2.5, 3.5]),
    numbers("loss", [0, 0.123, 0.246]),
    numbers("score", [0.9, 1]),
  ];
  expect(exampleCondition([text, hours, score, loss])).toBe("score < 0.5");
  expect(exampleCondition([text, hours, loss])).toBe("loss < 0.12");
  expect(exampleCondition([values("topic", "art"), hours])).toBe('"hours per week" < 2');
  expect(exampleCondition([text, values("topic", "art")])).toBe("topic = 'art'");
  expect(exampleCondition([values("correct", "true")])).toBe("correct");
  expect(exampleCondition([text])).toBe("");
});

test("a mistake is a sentence with its place; advice stands where no button gives it", () => {
  const problem = {
    sentence: "there is no column 'inc'",
    position: 12,
    suggestion: "ink",
    advice: "did you mean ink?",
  };
  expect(problemInWords(problem)).toBe("At character 13: there is no column 'inc'.");
  expect(problemInWords({ ...problem, position: null })).toBe("There is no column 'inc'.");
  expect(advised(problem)).toBe("there is no column 'inc'; did you mean ink?");
  expect(advised({ ...problem, suggestion: null, advice: "" })).toBe("there is no column 'inc'");
});

test("a suggestion takes the place of a name, a quoted one or a call", () => {
  const problem = { sentence: "", position: 4, suggestion: "ink", advice: "" };
  expect(mended("NOT inc > 0.3", problem)).toBe("NOT ink > 0.3");
  expect(mended('NOT "in c" > 0.3', problem)).toBe("NOT ink > 0.3");
  expect(mended("NOT f(a, 2) > 0.3", problem)).toBe("NOT ink > 0.3");
  expect(mended("NOT inc", { ...problem, position: null })).toBe("NOT inc");
});
