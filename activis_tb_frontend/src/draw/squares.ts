/** Lays out the marks of the instance panel: squares, bars or thumbnails; hit testing by arithmetic, whatever their number. */

import type { Block, Group } from "./blocks";

/** A stretch of equal marks: squares in lines of `perLine`, or one bar in which an instance is a slice. */
export interface Strip {
  kind: "squares" | "bar";
  block: Block;
  rows: Int32Array;
  x: number;
  y: number;
  width: number;
  height: number;
  perLine: number;
  /** Top of the strip's label; null for one that has none. */
  label: number | null;
}

export interface GroupLayout {
  group: Group;
  y: number;
  strips: Strip[];
}

export interface SquaresLayout {
  groups: GroupLayout[];
  strips: Strip[];
  height: number;
  marks: Marks;
}

/** How large marks are and how far apart; `bars` for one bar instead of many marks; labels stand above them or beside, `label` wide. */
export interface Marks {
  pitch: number;
  side: number;
  bars: boolean;
  label: number | "above";
}

/** How wide the labels beside them are is for the panel to say. */
export const SQUARES: Omit<Marks, "label"> = { pitch: 11, side: 9, bars: false };
export const BARS: Omit<Marks, "label"> = { ...SQUARES, bars: true };
const THUMBNAIL = 32;
const HEADER = 24;
const LINE = 17;
const PADDING = 7;
const BAR = 8;
const SHORTEST_BAR = 3;
/** Pixels per instance of a bar at most. */
const MOST_PER_INSTANCE = 4;

/** Thumbnails, enlarged by a whole factor or scaled down, with a frame of two pixels. */
export function thumbnailMarks(width: number, height: number): Marks {
  const largest = Math.max(width, height);
  const side = (largest > THUMBNAIL ? THUMBNAIL : largest * Math.floor(THUMBNAIL / largest)) + 4;
  return { pitch: side + 3, side, bars: false, label: "above" };
}

interface Space {
  width: number;
  marks: Marks;
  /** CSS pixels per instance of a bar, common to all groups so that lengths compare. */
  perInstance: number;
}

const hasLabel = ({ verdict }: Block): boolean => verdict !== "right";

function startOf(block: Block, { label }: Marks): number {
  return hasLabel(block) && label !== "above" ? label : 0;
}

/** The scale on which the longest bar still ends within the panel. */
function perInstanceOf(blocks: Block[], width: number, marks: Marks): number {
  const room = (block: Block): number => Math.max(0, width - startOf(block, marks)) / block.rows.length;
  return blocks.reduce((least, block) => Math.min(least, room(block)), MOST_PER_INSTANCE);
}

function layBlock(block: Block, top: number, { width, marks, perInstance }: Space): Strip {
  const { rows } = block;
  const isLabelled = hasLabel(block);
  const x = startOf(block, marks);
  const y = isLabelled && marks.label === "above" ? top + LINE : top;
  const label = isLabelled ? top : null;
  if (marks.bars) {
    const length = Math.max(SHORTEST_BAR, rows.length * perInstance);
    return { kind: "bar", block, rows, x, y: y + 4, width: length, height: BAR, perLine: 0, label };
  }
  const perLine = Math.max(1, Math.floor((width - x + marks.pitch - marks.side) / marks.pitch));
  const lines = Math.ceil(rows.length / perLine);
  const shift = x ? (LINE - marks.pitch) / 2 : 0;
  const [across, height] = [perLine * marks.pitch, lines * marks.pitch];
  return { kind: "squares", block, rows, x, y: y + shift, width: across, height, perLine, label };
}

/** Where everything lies in a panel of `width` CSS pixels. */
export function layoutSquares(groups: Group[], width: number, marks: Marks): SquaresLayout {
  const blocks = groups.flatMap((group) => group.blocks);
  const space = { width, marks, perInstance: perInstanceOf(blocks, width, marks) };
  let y = 0;
  const laid = groups.map((group): GroupLayout => {
    const top = y;
    y += HEADER;
    const strips = group.blocks.map((block) => {
      const strip = layBlock(block, y, space);
      const least = strip.label === null ? LINE - 2 : LINE;
      y = Math.max(y + least, strip.y + strip.height + (strip.label === null ? 1 : 3));
      return strip;
    });
    y += PADDING;
    return { group, y: top, strips };
  });
  return { groups: laid, strips: laid.flatMap((group) => group.strips), height: y, marks };
}

function placeIn(strip: Strip, x: number, y: number, { pitch }: Marks): number {
  if (strip.kind === "bar") return Math.floor(((x - strip.x) / strip.width) * strip.rows.length);
  const across = Math.floor((x - strip.x) / pitch);
  return across < strip.perLine ? Math.floor((y - strip.y) / pitch) * strip.perLine + across : -1;
}

/** A mark: its strip and its place there. */
export interface Mark {
  strip: Strip;
  place: number;
}

/** The mark under (x, y); null where there is none. */
export function markAt(layout: SquaresLayout, x: number, y: number): Mark | null {
  const slack = (strip: Strip): number => (strip.kind === "bar" ? 4 : 0);
  const strip = layout.strips.find(
    (strip) =>
      y >= strip.y - slack(strip) &&
      y < strip.y + strip.height + slack(strip) &&
      x >= strip.x &&
      x < strip.x + strip.width,
  );
  const place = strip ? placeIn(strip, x, y, layout.marks) : -1;
  return strip && place >= 0 && place < strip.rows.length ? { strip, place } : null;
}

/** The instance (table row) whose mark is under (x, y); -1 where there is none. */
export function instanceAt(layout: SquaresLayout, x: number, y: number): number {
  const mark = markAt(layout, x, y);
  return mark ? mark.strip.rows[mark.place] : -1;
}

/** The marks of `row`: none when it is not shown, several where it stands in several groups. */
export function marksOf(layout: SquaresLayout, row: number): Mark[] {
  if (row < 0) return [];
  const marks = layout.strips.map((strip) => ({ strip, place: strip.rows.indexOf(row) }));
  return marks.filter(({ place }) => place >= 0);
}

/** The rectangle of a mark. */
export function markRectangle(
  { strip, place }: Mark,
  { pitch, side }: Marks,
): { x: number; y: number; width: number; height: number } {
  if (strip.kind === "squares") {
    const line = Math.floor(place / strip.perLine);
    return { x: strip.x + (place % strip.perLine) * pitch, y: strip.y + line * pitch, width: side, height: side };
  }
  const slice = strip.width / strip.rows.length;
  const width = Math.max(3, slice);
  const x = Math.min(strip.x + place * slice, strip.x + strip.width - width);
  return { x, y: strip.y, width, height: strip.height };
}
