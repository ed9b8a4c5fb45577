import { expect, test } from "vitest";
import { shortened } from "../../src/draw/words";

test("what is longer than there is room for ends in a mark, without a space before it", () => {
  expect(shortened("What is it ?", 12)).toBe("What is it ?");
  expect(shortened("What is it ?", 8)).toBe("What is…");
});
