import { expect, test } from "vitest";
import { completed, completionsAt, quotedName, quotedValue } from "../../src/state/completion";

const columns = [
  { name: "text", values: [] },
  { name: "topic", values: ["art", "science", "it's"] },
  { name: "education-num", values: [] },
  { name: "correct", values: ["true", "false"] },
];
const optionsOf = (text: string): string[] => completionsAt(text, text.length, columns).options;

test("an empty field offers the columns, quoted where they need it", () => {
  expect(optionsOf("")).toEqual(["text", "topic", '"education-num"', "correct"]);
});

test("what is typed narrows the names, beginnings before other places", () => {
  expect(optionsOf("t")).toEqual(["text", "topic", '"education-num"', "correct", "NOT"]);
  expect(optionsOf("to")).toEqual(["topic"]);
  expect(optionsOf("text LIKE 'a' AND \"edu")).toEqual(['"education-num"']);
  expect(optionsOf("num")).toEqual(['"education-num"']);
});

test("behind a column come comparisons", () => {
  expect(optionsOf("topic ")[0]).toBe("=");
  expect(optionsOf("topic L")).toEqual(["LIKE '", "IS NULL"]);
});

test("behind a comparison come the column's values, with quotes doubled", () => {
  expect(optionsOf("topic = ")).toEqual(["'art'", "'science'", "'it''s'"]);
  expect(optionsOf("topic = 'sc")).toEqual(["'science'"]);
  expect(optionsOf("topic NOT IN ('art', ")).toEqual(["'art'", "'science'", "'it''s'"]);
  expect(optionsOf("(topic = 'art') AND topic <> 'i")).toEqual(["'it''s'", "'science'"]);
});

test("behind a value come AND and OR; inside a number or a finished value nothing", () => {
  expect(optionsOf("topic = 'art' ")).toEqual(["AND", "OR"]);
  expect(optionsOf("topic = 'art'")).toEqual([]);
  expect(optionsOf("topic IS NULL o")).toEqual(["OR"]);
  expect(optionsOf("score > 0.")).toEqual([]);
});

test("a word that is whole is not offered again, so that nothing covers what is said of the condition", () => {
  expect(optionsOf("NOT correct")).toEqual([]);
  expect(optionsOf("text = 'x' AND topic")).toEqual([]);
});

test("an option takes the place of what is typed and leaves room to go on", () => {
  const completion = completionsAt("to > 1", 2, columns);
  expect(completed("to > 1", completion, "topic")).toEqual({ text: "topic > 1", caret: 5 });
  expect(completed("to", { from: 0, to: 2, options: [] }, "topic")).toEqual({ text: "topic ", caret: 6 });
});

test("names and values are quoted as SQL quotes them", () => {
  expect([quotedName("words"), quotedName("Ankle boot"), quotedName('a"b')]).toEqual([
    "words",
    '"Ankle boot"',
    '"a""b"',
  ]);
  expect(quotedValue("it's")).toBe("'it''s'");
});
