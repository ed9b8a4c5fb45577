/** Figures without a window: a page that nobody looks at shows a view, and is drawn when it waits for nothing any more. */

import type { DataSource } from "../../data/source";
import { comparedRun, createCka } from "../../state/cka.svelte";
import { createLayer } from "../../state/layer.svelte";
import { createNeuronCard } from "../../state/neuronCard.svelte";
import { createPage } from "../../state/page.svelte";
import type { Link } from "../../state/url";
import { viewOfWish, type Wish, type Wished } from "../../state/wish";
import type { View } from "../../state/view";
import { figureOf, LAYER_PANELS, type Shown } from "./panels";

/** A link that always shows one view. */
function linkTo(view: View): Link {
  return {
    read: () => Promise.resolve(view),
    write: () => Promise.resolve(),
    address: () => Promise.resolve({ address: "", leftOut: [] }),
    listen: () => () => undefined,
    hash: "",
    canUndo: false,
    canRedo: false,
    undo: () => undefined,
    redo: () => undefined,
  };
}

/** Effects run, and questions are asked, in the turns after an answer; so many without any mean that nothing follows. */
const QUIET_TURNS = 5;
const TURN = 2;

/** Resolves when there is nothing to wait for. */
async function settled(isBusy: () => boolean): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet = isBusy() ? 0 : quiet + 1)
    await new Promise((resolve) => setTimeout(resolve, TURN));
}

function shownOf({ panel, layer, dark }: Wish, source: DataSource, { view, keys }: Wished): Shown {
  const page = createPage(source, linkTo(view), { dark });
  const name = $derived(LAYER_PANELS.includes(panel) ? (layer ?? page.openLayers[0] ?? "") : "");
  const shown = createLayer(page, () => name);
  if (panel === "neurons") shown.filter.ask();
  const beside = $derived(comparedRun(page)?.beside ?? null);
  return {
    page,
    layer: shown,
    card: createNeuronCard(page, () => shown),
    cka: panel === "cka" ? createCka(page, () => page.known && beside && [page.known, beside]) : null,
    keys,
  };
}

/** A figure as it was wished; `isAsking` says whether answers are still on their way. */
export async function drawWish(
  wish: Wish,
  source: DataSource,
  isAsking: () => boolean,
): Promise<{ file: string; content: string }> {
  const wished = await viewOfWish(wish);
  let shown: Shown | null = null;
  const dispose = $effect.root(() => {
    shown = shownOf(wish, source, wished);
  });
  try {
    const { page, layer, cka } = shown!;
    page.settings.map = wish.colors;
    const isComputing = (): boolean =>
      wish.panel === "projection" ? layer.projection.tsne.progress !== null : (cka?.progress ?? null) !== null;
    await settled(() => isAsking() || isComputing());
    const { file, svg, csv } = figureOf(wish.panel, shown!);
    if (wish.format === "csv") return { file, content: await csv() };
    if (svg) return { file, content: svg(wish.dark) };
    throw new Error(`there is no picture of ${JSON.stringify(wish.panel)}, only its numbers as CSV`);
  } finally {
    dispose();
  }
}
