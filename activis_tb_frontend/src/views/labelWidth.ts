/** How wide the column of row labels is: as the longest label of a subset needs, within bounds. */

import type { Measure } from "../graph/layout";
import { wholeCount } from "../draw/numbers";
import type { Row } from "./rows";

export const NARROWEST_LABELS = 140;
const LARGEST_SHARE = 0.24;
/** Glyph, gaps and the button that orders by the row. */
const AROUND = 46;
/** A selected row's label is bold, and so wider. */
const BOLD = 1.06;
/** Of a weak mean, or of one over the sample. */
const MARK = 15;
const RUN_CHIP = 24;

/** In CSS pixels, for a panel of `panel` pixels; labels of instances are long and count as nothing. */
export function labelWidth(
  rows: Pick<Row, "label" | "n" | "weak" | "sampled" | "run">[],
  panel: number,
  measure: Measure,
): number {
  const needs = rows.map(({ label, n, weak, sampled, run }) => {
    const marks = (run ? RUN_CHIP : 0) + (weak ? MARK : 0) + (sampled === undefined ? 0 : MARK);
    return n === null ? 0 : AROUND + marks + BOLD * measure(label) + measure(wholeCount(n));
  });
  const most = Math.max(NARROWEST_LABELS, Math.floor(LARGEST_SHARE * panel));
  return Math.min(most, Math.max(NARROWEST_LABELS, Math.ceil(Math.max(0, ...needs))));
}
