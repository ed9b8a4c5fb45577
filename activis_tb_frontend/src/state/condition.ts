/** What is said of conditions: an example of one, and what is wrong with one. */

import { sentenceOf } from "../data/http";
import type { ColumnSummary, ConditionProblem, HistogramColumn } from "../data/source";
import { rangeOf, valueCondition } from "./brushed";
import { quotedName } from "./completion";

function numberExample(column: HistogramColumn): string {
  const [middle] = rangeOf(column, Math.floor(column.counts.length / 2), column.counts.length - 1);
  return `${quotedName(column.name)} < ${column.name === "score" ? 0.5 : Number(middle.toPrecision(2))}`;
}

/** A condition that can be typed here: of the score, else of the loss, else of the first column; "" where there is none. */
export function exampleCondition(columns: ColumnSummary[]): string {
  const numbers = columns.filter((column): column is HistogramColumn => column.kind === "numbers");
  const named = (name: string) => numbers.find((column) => column.name === name);
  const number = named("score") ?? named("loss") ?? numbers[0];
  if (number) return numberExample(number);
  const column = columns.find((column) => column.kind === "values");
  if (!column) return "";
  const [{ value }] = column.values;
  return valueCondition(column.name, value, value === "true" || value === "false");
}

/** What is wrong with a condition, and what would be right. */
export function advised({ sentence, advice }: ConditionProblem): string {
  return advice ? `${sentence}; ${advice}` : sentence;
}

/** What is wrong with a condition and where; what would be right there is left to a button. */
export function problemInWords({ sentence, position }: ConditionProblem): string {
  return sentenceOf(position === null ? sentence : `at character ${position + 1}: ${sentence}`);
}

/** The condition with the suggestion in place of the word or call that it is for. */
export function mended(text: string, { position, suggestion }: ConditionProblem): string {
  if (position === null || suggestion === null) return text;
  const rest = text.slice(position).replace(/^("(?:[^"]|"")*"|'(?:[^']|'')*'|[\w-]+(?:\([^)]*\))?)/, "");
  return text.slice(0, position) + suggestion + rest;
}
