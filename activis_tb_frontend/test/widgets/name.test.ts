import { expect, test } from "vitest";
import { nameParts } from "../../src/widgets/name";

test("the end of a long name stays: its last word where that is short, else its last characters", () => {
  expect(nameParts("species number 18")).toEqual(["species number", " 18"]);
  expect(nameParts("encoder_layer_11")).toEqual(["encoder_layer_", "11"]);
  expect(nameParts("Iris-versicolor")).toEqual(["Iris-versic", "olor"]);
  expect(nameParts("species number 18 →")).toEqual(["species number", " 18 →"]);
});

test("a short name is in one piece", () => expect(nameParts("class 18")).toEqual(["class 18", ""]));
