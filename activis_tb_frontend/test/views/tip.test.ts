import { expect, test } from "vitest";
import { columnsOf } from "../../src/views/tip";

const column = (name: string) => ({ name, type: "int" });

test("the first six columns but the text are listed, unknown values are empty", () => {
  const columns = ["age", "text", "b", "c", "d", "e", "f", "g"].map(column);
  const listed = columnsOf({ columns, text_column: "text" }, { age: 1994, text: "long", b: 0.12345, c: null, d: true });
  expect(listed.map(({ name, value }) => `${name} ${value}`)).toEqual([
    "age 1994",
    "b 0.123",
    "c none",
    "d true",
    "e ",
    "f ",
  ]);
});
