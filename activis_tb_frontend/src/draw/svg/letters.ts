/** Room for texts where no font can be asked, so that a figure is the same wherever it is drawn, and no text runs into another. */

/** From the space to the tilde, in thousandths of the font's size (Adobe's metrics of Helvetica). */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const FIRST = 32;
/** Letters with accents and of other alphabets; from the radicals of Chinese on all are square. */
const [OTHER, SQUARE, SQUARE_FROM] = [600, 1000, 0x2e80];
/** Where neither of these is there, another font takes their place, and is wider. */
const WIDER = 1.15;

function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return WIDTHS[code - FIRST] ?? (code < SQUARE_FROM ? OTHER : SQUARE);
}

/** The most that a text takes in pixels, at a font size in pixels. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return (WIDER * width * size) / 1000;
}

/** As much of a text as fits into `room` pixels, with an ellipsis where that is not all. */
export function cut(text: string, room: number, size: number): string {
  if (textWidth(text, size) <= room) return text;
  let [kept, width] = ["", textWidth("…", size)];
  for (const character of text) {
    width += textWidth(character, size);
    if (width > room) break;
    kept += character;
  }
  return kept ? `${kept.trimEnd()}…` : "";
}
