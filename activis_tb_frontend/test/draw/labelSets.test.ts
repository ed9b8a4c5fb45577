import { expect, test } from "vitest";
import type { SubsetSummary } from "../../src/data/source";
import { NO_BINS } from "../../src/draw/bins";
import { groupInstances } from "../../src/draw/groups";
import { isLabel, namedClasses, outcomeOf } from "../../src/draw/labelSets";
import { wrongInstances } from "../../src/draw/outcomes";
import { membersOf } from "../../src/state/members";
import { referenceOf } from "../../src/state/view";
import { countSentence, shownCounts } from "../../src/views/classCounts";
import { labelsVerdict } from "../../src/views/tip";
import { answer } from "./answers";

const [ABBR, DESC, NUM] = [128, 64, 32];

/** Rows: all found; one missed; one extra; both; right without any class; labels not known; not predicted. */
const several = {
  ...answer("multilabel", [0, 0, 1, 2, -1, -1, 2], [1, 0, 1, 1, 0, 2, -1], [0.9, 0.8, 0.7, 0.6, 0.4, 0.95]),
  labels: Uint8Array.of(ABBR | DESC, ABBR | DESC, DESC, NUM, 0, 0, NUM),
  predictions: Uint8Array.of(ABBR | DESC, ABBR, DESC | NUM, DESC, 0, NUM, 0),
};
several.loss = Float32Array.of(0.1, 0.4, 0.5, 1, 0.2, NaN, NaN);

const groups = groupInstances(several, NO_BINS, { order: "score", sampledFirst: true, threshold: 0 });

test("a class has those found, then those missed, then those wrongly given it, and an instance stands under each of its classes", () => {
  expect(
    groups.map(({ title, blocks }) => [title, blocks.map(({ verdict, rows }) => [verdict, ...rows].join(" "))]),
  ).toEqual([
    ["DESC", ["right 0 2", "missed 1", "extra 3"]],
    ["NUM", ["missed 3", "extra 2", "unpredicted 6"]],
    ["ABBR", ["right 0 1"]],
    ["no class", ["right 4"]],
    ["no label", ["right 5"]],
  ]);
});

test("a class says how many of its labels were found", () => {
  expect(groups.map(({ note }) => note)).toEqual([
    "2 of 3 found",
    "0 of 1 found",
    "2 of 2 found",
    "1 right",
    "1 unlabelled",
  ]);
});

test("a missed label is filled with its class and framed by none, an extra one the other way round", () => {
  expect(groups[0].blocks.map(({ fill, border }) => [fill, border])).toEqual([
    [1, null],
    [1, -1],
    [-1, 1],
  ]);
});

test("wrong are those whose predicted classes are not exactly their labels, both being known", () => {
  expect([...wrongInstances(several)]).toEqual([0, 1, 1, 1, 0, 0, 0]);
});

test("classes beyond the eighth are in the next byte", () => {
  const wide = {
    ...answer("multilabel", [9, 0], [9, 0], [0.9, 0.9]),
    class_names: Array.from({ length: 10 }, (_, index) => `c${index}`),
    labels: Uint8Array.of(0, 0b01000000, 0b10000000, 0),
    predictions: Uint8Array.of(0, 0b11000000, 0b00000001, 0),
  };
  expect([namedClasses(wide, 0), namedClasses(wide, 1)]).toEqual([
    [8, 9],
    [0, 7],
  ]);
  expect([8, 9].map((index) => outcomeOf(wide, 0, index))).toEqual(["extra", "found"]);
  expect([isLabel(wide, 1, 0), isLabel(wide, 1, 9)]).toEqual([true, false]);
});

test("a class lights up all that have it as a label, a count those that it counts", () => {
  const subsets = [{ name: "DESC", kind: "class", class: 1 }] as SubsetSummary[];
  const lit = (key: string) => [...membersOf(key, several, subsets, [], new Uint8Array(7))!];
  expect(lit("subset:DESC")).toEqual([1, 1, 1, 0, 0, 0, 0]);
  expect(lit("found:1")).toEqual([1, 0, 1, 0, 0, 0, 0]);
  expect(lit("missed:1")).toEqual([0, 1, 0, 0, 0, 0, 0]);
  expect(lit("extra:1")).toEqual([0, 0, 0, 1, 0, 0, 0]);
  expect(referenceOf("missed:x")).toBeNull();
});

test("the card says how many labels were found and how many classes are none", () => {
  expect([0, 1, 2, 3, 4, 5].map((row) => labelsVerdict(several, row))).toEqual([
    "right",
    "1 of 2 labels found",
    "1 of 1 label found, 1 extra",
    "0 of 1 label found, 1 extra",
    "no class",
    "",
  ]);
});

test("of many classes those with most errors are counted, ties by class", () => {
  const few: [number, number, number, number][] = [[0, 5, 1, 2]];
  expect(shownCounts(few)).toEqual([{ class: 0, counts: { found: 5, missed: 2, extra: 1 } }]);
  expect(countSentence("DESC", "missed", 1200)).toBe("DESC: 1,200 missed");
  const many = Array.from({ length: 30 }, (_, index): [number, number, number, number] => [index, 9, index % 3, 0]);
  expect(shownCounts(many).map((shown) => shown.class)).toEqual([
    ...[2, 5, 8, 11, 14, 17, 20, 23, 26, 29],
    ...[1, 4, 7, 10, 13, 16, 19, 22, 25, 28],
  ]);
});
