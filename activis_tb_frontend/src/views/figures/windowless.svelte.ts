/** Figures without a window: a page that nobody looks at shows a view, and is drawn when it waits for nothing any more. */

import type { DataSource } from "../../data/source";
import type { Figure } from "../../state/figures.svelte";
import { createLayer, type Layer } from "../../state/layer.svelte";
import { createPage, type Page } from "../../state/page.svelte";
import type { Link } from "../../state/url";
import { viewOfWish, type Wish } from "../../state/wish";
import type { View } from "../../state/view";
import { isAnyKnown } from "../health";
import type { Row } from "../rows";
import { confusionFigure } from "./confusion";
import { healthFigure } from "./health";
import { matrixFigure } from "./matrix";
import { projectionFigure } from "./projection";

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

function chosen(keys: string[] | null): (rows: Row[]) => Row[] {
  if (!keys) return (rows) => rows;
  return (rows) =>
    keys.flatMap((key) => {
      const row = rows.find((row) => row.key === key);
      return row ? [{ ...row, group: "" }] : [];
    });
}

/** What a figure is made of; all of it follows the page's view. */
interface Shown {
  page: Page;
  layer: Layer;
}

function shownOf({ panel, layer, dark }: Wish, source: DataSource, view: View): Shown {
  const page = createPage(source, linkTo(view), { dark });
  const ofLayer = panel === "matrix" || panel === "projection";
  return {
    page,
    layer: createLayer(page, () => (ofLayer ? (layer ?? page.openLayers[0] ?? "") : "")),
  };
}

/** The figure of a panel; an error says what keeps it from being drawn. */
function figureOf(panel: Wish["panel"], { page, layer }: Shown, keys: string[] | null): Figure {
  const { snapshot, listing, instancesState, health } = page;
  const failed = [listing, snapshot, instancesState].find(({ error }) => error)?.error;
  if (failed) throw new Error(failed);
  if (!page.run || !snapshot.value) throw new Error("nothing was recorded here");
  if (panel === "confusion") {
    if (snapshot.value.confusion.length) return confusionFigure(page, snapshot.value);
    throw new Error("there is no confusion matrix: it needs one label and one prediction per instance");
  }
  if (panel === "health") {
    if (health.value && isAnyKnown(health.value)) return healthFigure(page, health.value);
    throw new Error(health.error ?? "no health of the layers was recorded");
  }
  if (!layer.summary) throw new Error(`there is no layer ${JSON.stringify(layer.name)}`);
  const problem = layer.error ?? (panel === "projection" ? layer.projection.error : null);
  if (problem) throw new Error(problem);
  return panel === "projection" ? projectionFigure(page, layer) : matrixFigure(page, layer, chosen(keys));
}

/** A figure as it was wished; `isAsking` says whether answers are still on their way. */
export async function drawWish(
  wish: Wish,
  source: DataSource,
  isAsking: () => boolean,
): Promise<{ file: string; content: string }> {
  const { view, keys } = await viewOfWish(wish);
  let shown: Shown | null = null;
  const dispose = $effect.root(() => {
    shown = shownOf(wish, source, view);
  });
  try {
    const { page, layer } = shown!;
    page.settings.map = wish.colors;
    await settled(() => isAsking() || (wish.panel === "projection" && layer.projection.tsne.progress !== null));
    const { file, svg, csv } = figureOf(wish.panel, shown!, keys);
    return { file, content: wish.format === "csv" ? await csv() : svg(wish.dark) };
  } finally {
    dispose();
  }
}
