/** Tables as CSV (RFC 4180): quoted where need be, numbers in full, and no text that a spreadsheet would compute. */

/** null is an empty cell. */
export type Cell = string | number | null;

/** What a spreadsheet takes for a formula, or for something that it skips before one. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** As few digits as give the same float32 again, or the same float64 where it is none. */
function numberIn(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (Math.fround(value) !== value) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function written(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return numberIn(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf(rows: Iterable<Iterable<Cell>>): string {
  return Array.from(rows, (cells) => `${Array.from(cells, written).join(",")}\r\n`).join("");
}
