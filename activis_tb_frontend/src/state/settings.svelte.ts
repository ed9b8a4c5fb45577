/** What a user prefers on every page: kept by the browser, not part of the link. */

import { COLOR_MAPS, type ColorMap } from "../draw/scale";

const KEY = "activis.colors";

export interface Settings {
  /** Colors of activations of one sign. */
  map: ColorMap;
}

/** `storage` may refuse (a frame without rights, a full disk); then a choice lasts as long as the page. */
export function createSettings(storage: () => Storage = () => window.localStorage): Settings {
  function stored(): ColorMap {
    try {
      return COLOR_MAPS.find((map) => map === storage().getItem(KEY)) ?? "ink";
    } catch {
      return "ink";
    }
  }
  let map = $state(stored());
  return {
    get map() {
      return map;
    },
    set map(chosen) {
      map = chosen;
      try {
        storage().setItem(KEY, chosen);
      } catch {
        // It is a preference: the page works without it.
      }
    },
  };
}
