/** What a layer's projection shows: the map of the page's moment, those of other steps and runs beside it, trails of pinned instances. */

import type { Moment } from "../data/source";
import { createMap, type LayerMap } from "./map.svelte";
import { MOST_MAPS, type MapAddress } from "./maps";
import type { Page } from "./page.svelte";
import { joined } from "./parts";
import { momentSince, otherKey } from "./since";
import { createTrails } from "./trails.svelte";

export type LayerProjection = ReturnType<typeof createProjection>;

/** A map beside the shown one, while there is one at its place. */
export interface MapBeside {
  map: LayerMap;
  address: MapAddress;
}

export function createProjection(page: Page, layer: () => string, at: () => Moment | null) {
  /** Table row of the instance whose neighbors are listed; -1 for none. */
  const listed = $derived.by(() => {
    const { nearest } = page.view;
    return nearest?.layer === layer() ? page.details.rowOf(nearest.id) : -1;
  });
  const own = createMap(page, layer, at, () => listed);

  const places = Array.from({ length: MOST_MAPS }, (_, place) => {
    const address = $derived(page.view.maps[layer()]?.[place] ?? null);
    const there = $derived.by(() => {
      const here = at();
      return here && address && momentSince(page.listing.value?.runs ?? [], here, address);
    });
    const key = (): string | null => there && address && otherKey(address);
    const beside = { here: at, key, shown: () => own.xy };
    const map = createMap(
      page,
      layer,
      () => there,
      () => -1,
      beside,
    );
    return {
      map,
      get beside(): MapBeside | null {
        return there && address && { map, address };
      },
    };
  });
  const besides = $derived(places.map(({ beside }) => beside).filter((beside) => beside !== null));
  const pinned = $derived(
    page.view.pins.map((id) => page.population.dots[page.details.rowOf(id)] ?? -1).filter((dot) => dot >= 0),
  );
  const trails = createTrails(page, layer, own, () => pinned);
  const maps = $derived([own, ...besides.map(({ map }) => map)]);
  /** The map that the pointer is on; the shown one where it is on none. */
  const pointed = $derived(maps.find((map) => map.pointed >= 0) ?? own);

  return joined(
    {
      own,
      trails,
      /** Says which dot of which map the pointer is on, as a table row, -1 for none. */
      pointAt(map: LayerMap, row: number): void {
        for (const one of maps) one.point(one === map ? row : -1);
      },
      /** The shown map, then those beside it. */
      get maps() {
        return maps;
      },
      get besides() {
        return besides;
      },
      get pointedMap() {
        return pointed;
      },
      get isBusy() {
        return maps.some((map) => map.loading) || trails.loading;
      },
      retryAll(): void {
        for (const map of maps) map.retry();
      },
    },
    own,
  );
}
