/** Whether a layer's projection shows trails, and the maps that they go over, asked for while it does. */

import type { Moment } from "../data/source";
import type { LayerMap } from "./map.svelte";
import { carried } from "./matched";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { anchorAt, anchorFor } from "./projected";
import { createResource } from "./resource.svelte";
import { trailsOver, trailSteps, type MapAtStep } from "./trails";

export type Trails = ReturnType<typeof createTrails>;

/** `dots` are the pinned ones. */
export function createTrails(page: Page, layer: () => string, map: LayerMap, dots: () => number[]) {
  const steps = $derived(page.set?.steps ?? []);
  const shown = $derived(page.view.trails.includes(layer()) && steps.length > 1);
  const here = $derived(shown && map.xy && dots().length ? map.moment : null);

  /** The page's dots on the map of another step; null where it is not there. */
  async function mapAt(now: Moment, step: number, method: string, signal: AbortSignal): Promise<MapAtStep | null> {
    const there = { ...now, step };
    const anchor = anchorFor(there, page.view.anchor ?? anchorAt(now));
    const [{ xy }, { places }] = await Promise.all([
      method === "tsne"
        ? page.source.fetchMap(there, layer(), anchor, false, signal)
        : page.source.fetchProjection(there, layer(), anchorFor(there, page.view.anchor), signal),
      page.source.fetchShared(now, there, signal),
    ]);
    return xy ? { step, xy: carried(xy, places) } : null;
  }

  const maps = createResource(() => {
    const [now, method] = [here, map.method];
    if (!now) return null;
    return {
      key: JSON.stringify([momentKey(now), layer(), method, map.tsne.isFinal, page.view.anchor, steps]),
      async fetch(signal: AbortSignal) {
        const asked = trailSteps(steps, now.step).map((step) => mapAt(now, step, method, signal).catch(() => null));
        return { now, method, maps: (await Promise.all(asked)).filter((found) => found !== null) };
      },
    };
  });
  const found = $derived.by(() => {
    const { value } = maps;
    const isOfShown = here && value && momentKey(value.now) === momentKey(here) && value.method === map.method;
    return isOfShown ? value : null;
  });
  const trails = $derived(
    found && here && map.xy ? trailsOver({ step: here.step, xy: map.xy }, found.maps, dots()) : [],
  );

  return {
    get shown() {
      return shown;
    },
    /** Whether there is more than one step to go over. */
    get possible() {
      return steps.length > 1;
    },
    get all() {
      return trails;
    },
    /** How many of the steps have a map by the shown method, the shown one with them; null while that is unknown. */
    get n_steps() {
      return found && found.maps.length + 1;
    },
    get n_recorded() {
      return steps.length;
    },
    get loading() {
      return maps.loading;
    },
  };
}
