import { expect, test } from "vitest";
import { joined } from "../../src/state/parts";

test("getters of the parts stay live in the whole", () => {
  let step = 1;
  const whole = joined(
    { name: "a" },
    {
      get step() {
        return step;
      },
    },
  );
  step = 2;
  expect(whole.name).toBe("a");
  expect(whole.step).toBe(2);
});

test("two parts of one name are refused", () => {
  expect(() => joined({ step: 1 }, { step: 2 })).toThrow("two parts of the page are called step");
});
