import { expect, test } from "vitest";
import type { SubsetSummary } from "../../src/data/source";
import { foundClasses } from "../../src/views/subsets";

test("classes are found by any part of their name, those that begin with it first", () => {
  const classes = ["tomcat", "Cat", "dog", "cattle"].map((name) => ({ name }) as SubsetSummary);
  expect(foundClasses(classes, " cat ").map(({ name }) => name)).toEqual(["Cat", "cattle", "tomcat"]);
});
