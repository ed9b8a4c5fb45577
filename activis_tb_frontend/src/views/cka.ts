/** The small matrix of similar layers: its measures, and its cells in words. */

import type { Moment } from "../data/source";
import { lightness, type Scale } from "../draw/scale";
import type { Measure } from "../graph/layout";
import type { GridSize } from "../widgets/cellGrid";

const LARGEST_SIDE = 34;
/** Cells are not made narrower than this; beyond it the matrix scrolls. */
const SMALLEST_SIDE = 6;
/** A line of the names' font. */
const LEAST_HEIGHT = 14;
/** From here on a number fits into a cell, or an upright name above it. */
const [NUMBERED, NAMED] = [20, 13];
const [TALLEST_NAME, AIR] = [64, 6];
const MIDDLE = 50;

export interface CkaSize extends GridSize {
  isNumbered: boolean;
}

/** How large everything is in `room` pixels. */
export function ckaSize(names: string[], others: string[], room: number, measure: Measure): CkaSize {
  const widest = (all: string[]): number => Math.ceil(Math.max(0, ...all.map(measure)));
  const least = others.length * SMALLEST_SIDE;
  const named = Math.min(widest(names) + AIR, Math.max(0.25 * room, Math.min(0.42 * room, room - least)));
  const side = Math.max(SMALLEST_SIDE, Math.min(LARGEST_SIDE, Math.floor((room - named) / Math.max(1, others.length))));
  return {
    names: named,
    side,
    height: Math.max(LEAST_HEIGHT, Math.min(side, 22)),
    heads: side >= NAMED ? Math.min(TALLEST_NAME, widest(others) + AIR) : null,
    isNumbered: side >= NUMBERED,
  };
}

/** "0.93"; what lies below 0 by chance is 0. */
export function ckaNumber(cka: number): string {
  return Number.isNaN(cka) ? "not known" : Math.max(0, cka).toFixed(2);
}

/** What a cell shows: ".93", "1". */
export function cellText(cka: number): string {
  if (Number.isNaN(cka)) return "";
  const text = ckaNumber(cka);
  return text === "1.00" ? "1" : text.slice(1);
}

/** Black or white, whichever is readable on the color of a value. */
export function cellInk(scale: Scale, cka: number): string {
  return lightness(scale.pixel(cka)) > MIDDLE ? "#000" : "#fff";
}

/** Where the layers of both sides are, in words that follow their names: "of A" and "of B at step 3". */
export function ckaPlaces(here: Moment, there: Moment, letterOf: (run: string) => string): [string, string] {
  const step = here.step === there.step ? "" : `at step ${there.step}`;
  if (here.run === there.run) return ["", step];
  return [`of ${letterOf(here.run)}`, `of ${letterOf(there.run)} ${step}`.trim()];
}

/** What the layers of one moment are held against: "B wide at step 3", "step 3", "each other". */
export function ckaOther(here: Moment, there: Moment, runWords: (run: string) => string): string {
  const step = here.step === there.step ? "" : `step ${there.step}`;
  if (here.run === there.run) return step || "each other";
  return runWords(there.run) + (step && ` at ${step}`);
}

/** "conv of A · hidden of B: 0.93". */
export function ckaSentence(layer: string, other: string, cka: number, [mine, yours]: [string, string]): string {
  const named = (name: string, place: string): string => `${name} ${place}`.trim();
  return `${named(layer, mine)} · ${named(other, yours)}: ${ckaNumber(cka)}`;
}
