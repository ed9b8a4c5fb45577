/** The colors of the page in the present theme: inks of the page itself, and one color for each class or bin. */

import type { SnapshotAnswer } from "../data/source";
import type { Bins } from "../draw/bins";
import { binColors, classColors, inksOf } from "../draw/color";
import { isOfNumbers } from "../draw/residuals";
import type { Recorded } from "./recorded.svelte";
import type { Theme } from "./theme";

/** One color for each class of a recording, or for each bin of its label. */
export function colorsOf(snapshot: SnapshotAnswer | null, bins: Bins, dark: boolean): string[] {
  return isOfNumbers(snapshot?.task)
    ? binColors(bins.edges.length + 1, dark)
    : classColors(snapshot?.class_names.length ?? 0, dark);
}

export function createPalette(theme: Theme, recorded: Recorded) {
  const inks = $derived(inksOf(theme.dark));
  const colors = $derived(colorsOf(recorded.snapshot.value, recorded.bins, theme.dark));

  return {
    get dark() {
      return theme.dark;
    },
    get inks() {
      return inks;
    },
    get colors() {
      return colors;
    },
  };
}
