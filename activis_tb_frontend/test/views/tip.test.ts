import { expect, test } from "vitest";
import { piecesOf } from "../../src/views/lines";
import { overlaps, placeCard } from "../../src/views/placement";
import { columnsOf, numberOf, numberVerdict, patchWords, scoreOf } from "../../src/views/tip";
import { answer, ranking } from "../draw/answers";

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

test("a line ends with the score, or with how far off a regression is", () => {
  expect(numberOf(answer("classes", [0], [1], [0.5]), 0)).toBe("0.50");
  expect(numberOf(answer("none", [-1], [-1]), 0)).toBe("");
  expect([0, 1].map((row) => numberOf(answer("regression", [4, 4], [6.5, 3]), row))).toEqual(["+2.5", "\u22121"]);
});

test("a ranking says what belongs where it puts an instance, and the score by itself", () => {
  const ranked = ranking([3, 2, 0, NaN, 1], [2.14, 9, -1, 5, NaN], [1, 2, 0.5, NaN, NaN]);
  expect([0, 1, 2, 3, 4].map((row) => numberVerdict(ranked, row))).toEqual([
    "3, ranked where 1 belongs (\u22122) · score 2.14",
    "2, ranked where it belongs · score 9",
    "0, ranked where 0.5 belongs (+0.5) · score \u22121",
    "no label · score 5",
    "1 · no score",
  ]);
  expect(numberVerdict(answer("regression", [4], [6.5]), 0)).toBe("4, predicted 6.5 (+2.5)");
  expect([0, 1, 3].map((row) => numberOf(ranked, row))).toEqual(["\u22122", "0", ""]);
});

test("under a class of several an instance has that class's score, or none where it is not known", () => {
  const scores: [number, number][] = [
    [2, 0.891],
    [0, 0.4],
  ];
  expect([0, 2, 1].map((index) => scoreOf(scores, index))).toEqual(["0.40", "0.89", ""]);
});

test("what is searched for is marked, in either case and wherever it stands", () => {
  const marked = (text: string, wanted: string, most?: number) =>
    piecesOf(text, wanted, most)
      .map(({ text: piece, isFound }) => (isFound ? `[${piece}]` : piece))
      .join("");
  expect(marked("What is what", " what")).toBe("[What] is [what]");
  expect(marked("none of it", "x")).toBe("none of it");
  const text = "a text that goes on and on before the word";
  expect(marked(text, "word")).toBe("a text that goes on and on before the [word]");
  // 40 characters fit, less two for bold ones and doubt: the last 38 begin within "text".
  expect(marked(text, "word", 40)).toBe("…that goes on and on before the [word]");
  expect(marked(text, "goes", 40)).toBe("a text that [goes] on and on before the word");
  expect(marked("x".repeat(50) + "word", "word", 20)).toBe(`…${"x".repeat(14)}[word]`);
  expect(marked("İstanbul", "stan")).toBe("İstanbul");
});

const room = { left: 100, top: 0, right: 900, bottom: 600 };
const card = { width: 400, height: 100 };

test("a card stands low at the right, above or beside what must not be hidden", () => {
  expect(placeCard(card, room, [])).toEqual({ left: 488, top: 488 });
  const pointer = { left: 700, top: 500, right: 720, bottom: 520 };
  expect(placeCard(card, room, [pointer])).toEqual({ left: 112, top: 488 });
  const legends = { left: 100, top: 540, right: 900, bottom: 560 };
  const above = placeCard(card, room, [legends]);
  expect(above.left).toBe(488);
  expect(above.top + card.height).toBeLessThanOrEqual(540);
  expect(above.top + card.height).toBeGreaterThan(540 - 10);
});

test("a card without any free place stands low at the right", () => {
  expect(placeCard(card, room, [room])).toEqual({ left: 488, top: 488 });
  expect(overlaps(room, { left: 900, top: 0, right: 950, bottom: 10 })).toBe(false);
});

test("a patch is told by its place in the picture and by its own columns", () => {
  const columns = [
    { name: "parent", value: "digit 4" },
    { name: "position", value: "6" },
    { name: "writer", value: "12" },
  ];
  expect(patchWords({ row: 1, column: 2 }, columns)).toBe("row 2, col 3 · writer 12");
  expect(patchWords(null, columns.slice(0, 2))).toBe("beside the picture");
});
