import { expect, test } from "vitest";
import { csvOf } from "../../src/draw/csv";

test("commas, quotes and line breaks are quoted, lines end as RFC 4180 says", () => {
  expect(csvOf([["a,b", 'say "no"', "two\nlines", "plain"]])).toBe('"a,b","say ""no""","two\nlines",plain\r\n');
});

test("text that a spreadsheet would compute is marked as text, a negative number is none", () => {
  const texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"];
  expect(csvOf([texts])).toBe("'=1+1,'+1,'-1,'@SUM(A1),'\t=1\r\n");
  expect(csvOf([[-1.5, -2]])).toBe("-1.5,-2\r\n");
});

test("a float32 is written as short as gives the same number again", () => {
  const values = [0.1, 1 / 3, 123456789, 1e-30, 3.4e38].map(Math.fround);
  const read = csvOf([values]).trim().split(",").map(Number);
  expect(read.map(Math.fround)).toEqual(values);
  expect(csvOf([[Math.fround(0.1), 0.1]])).toBe("0.1,0.1\r\n");
});

test("what is no number has the names that readers know, nothing is an empty cell", () => {
  expect(csvOf([[NaN, Infinity, -Infinity, null, ""]])).toBe("nan,inf,-inf,,\r\n");
});
