/** A small grid of cells that are buttons: what they show, and how keys move among them. */

export interface Place {
  row: number;
  column: number;
}

/** What a row or column is called, and as much of it as there is room for. */
export interface GridName {
  whole: string;
  shown: string;
  strong?: boolean;
}

export interface GridCell {
  text: string;
  spoken: string;
  /** A CSS color; null for a value that is not known. */
  background: string | null;
  ink: string;
  isPressed: boolean;
  /** Whether the same cell is pointed at elsewhere. */
  isLit?: boolean;
}

/** In CSS pixels. */
export interface GridSize {
  /** Width of the column of names. */
  names: number;
  /** Width and height of a cell. */
  side: number;
  height: number;
  /** Height of upright names above the columns; 0 for names that lie above their cells, null for none. */
  heads: number | null;
  /** Size of the cells' text; that of the names where it is not said. */
  digits?: number | null;
}

/** The cell that an arrow leads to from one, within so many rows and columns, as many of either when not said; null for a key that moves nothing. */
export function stepCell({ row, column }: Place, key: string, rows: number, columns = rows): Place | null {
  const [down, right] =
    {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
      Home: [0, -columns],
      End: [0, columns],
    }[key] ?? [];
  if (down === undefined || right === undefined) return null;
  const within = (place: number, n: number): number => Math.max(0, Math.min(n - 1, place));
  return { row: within(row + down, rows), column: within(column + right, columns) };
}
