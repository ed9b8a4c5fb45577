/** How wide the projection of a layer's panel is and how high the panel: the matrix first, then a square of dots. */

export interface Room {
  /** Of the whole page, of the column of panels and of this panel. */
  pageWidth: number;
  width: number;
  /** Height that the panel may fill, and whether it has it alone. */
  height: number;
  maximized: boolean;
  /** What the user dragged the projection to; null for the page's choice. */
  map: number | null;
  /** How many maps stand side by side in the projection. */
  maps: number;
}

export interface PanelSize {
  map: number;
  /** Least height of matrix and projection. */
  body: number;
  /** Height of the projection with a single map: it stands still, however high the matrix grows. */
  mapHeight: number;
  leastMap: number;
  mostMap: number;
}

const HEADER = 62;
const LEAST_MAP = 190;
const LEAST_BODY = 210;
/** Footer of the projection, gaps. */
const FOOT = 24;
const GAPS = 28;
/** What stands above and below the dots of one map. */
const AROUND_MAP = 72;

const between = (least: number, value: number, most: number): number => Math.max(least, Math.min(value, most));

export function panelSize({ pageWidth, width, height, maximized, map, maps }: Room): PanelSize {
  const room = Math.max(LEAST_BODY, height - HEADER - 8);
  const mostMap = Math.max(LEAST_MAP, Math.round(width * 0.6));
  const leastMap = 140;
  function sized(map: number, one: number): PanelSize {
    const body = maximized ? room : between(LEAST_BODY, one + FOOT, room);
    return { map, body, mapHeight: Math.min(body, map + AROUND_MAP), leastMap, mostMap };
  }
  if (map !== null) {
    const kept = between(leastMap, map, mostMap);
    return sized(kept, kept);
  }
  const beside = width - GAPS - pageWidth / 2;
  const one = Math.round(between(LEAST_MAP, beside, Math.max(LEAST_MAP, room - FOOT)));
  const chosen = maps > 1 ? Math.max(one, Math.min(mostMap, maps * one)) : one;
  return sized(chosen, one);
}

/** Title and footer of one of several maps. */
const WORDS = 42;
/** Maps stand side by side rather than below each other, as long as that does not make them much smaller. */
const NEARLY = 0.75;
/** A narrower map has no room for its words. */
const NARROWEST = 160;

/** In how many columns so many maps stand in a place of that size: where they are largest as squares, or nearly. */
export function mapColumns(maps: number, width: number, height: number): number {
  const layouts = Array.from({ length: maps }, (_, i) => {
    const [rows, columns] = [i + 1, Math.ceil(maps / (i + 1))];
    return { columns, side: Math.min(width / columns, height / rows - WORDS) };
  });
  const largest = Math.max(...layouts.map(({ side }) => side));
  const fits = ({ columns, side }: { columns: number; side: number }): boolean =>
    side >= largest || (side >= NEARLY * largest && width / columns >= NARROWEST);
  return layouts.find(fits)?.columns ?? maps;
}
