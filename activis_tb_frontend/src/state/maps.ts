/** Maps beside the shown one in a layer's projection: those of other steps and runs. */

import { otherKey, otherOf, type Other } from "./since";

/** Where such a map lies: at a step of the shown run, or in another run at the step next to the shown one. */
export type MapAddress = Other;

/** More would be too small to read. */
export const MOST_MAPS = 3;

/** What a link's JSON describes, by layer; what is none is left out. */
export function mapsOf(json: unknown): Record<string, MapAddress[]> {
  if (typeof json !== "object" || json === null) return {};
  const listed = Object.entries(json).map(([layer, maps]): [string, MapAddress[]] => {
    const known = (Array.isArray(maps) ? maps : []).map(otherOf).filter((map) => map !== null);
    const distinct = new Map(known.map((map) => [otherKey(map), map]));
    return [layer, [...distinct.values()].slice(0, MOST_MAPS)];
  });
  return Object.fromEntries(listed.filter(([, maps]) => maps.length));
}

/** With a map that is not there yet, the oldest giving way to one too many; without one that is. */
export function toggledMap(maps: MapAddress[], map: MapAddress): MapAddress[] {
  const others = maps.filter((one) => otherKey(one) !== otherKey(map));
  return others.length < maps.length ? others : [...maps, map].slice(-MOST_MAPS);
}
