/** The one object that all views share, joined of its parts: what the user looks at, what was recorded there, what is lit up. */

import { createContext } from "svelte";
import type { DataSource } from "../data/source";
import { createArrangement } from "./arrangement.svelte";
import { createDetails } from "./details.svelte";
import { createDrawer } from "./drawer.svelte";
import { createFigures } from "./figures.svelte";
import { createFolds } from "./folds.svelte";
import { createHealth } from "./health.svelte";
import { createHistory } from "./history.svelte";
import { createLayout } from "./layout.svelte";
import { createPalette } from "./palette.svelte";
import { joined } from "./parts";
import { createPatchPictures } from "./patchPictures.svelte";
import { createRecorded } from "./recorded.svelte";
import { createRuns } from "./runs.svelte";
import { createSequences } from "./sequences.svelte";
import { createSelection } from "./selection.svelte";
import { createSettings } from "./settings.svelte";
import { createTicked } from "./ticked.svelte";
import { createSprites } from "./sprites.svelte";
import { createShading } from "./shading.svelte";
import type { Theme } from "./theme";
import type { Link } from "./url";
import { createViewFile } from "./viewFile.svelte";
import { cellKey, rightCell, type View } from "./view";

/** Units to either side whose details are asked for together. */
const NEARBY_UNITS = 60;

export type Page = ReturnType<typeof createPage>;

/** What a panel is asked to bring into view. */
export interface Sought {
  layer?: string;
  key?: string;
  focus?: boolean;
}

export const [pageContext, providePage] = createContext<Page>();

export function createPage(source: DataSource, link: Link, theme: Theme) {
  const history = createHistory(link, {
    exact: () => exact(),
    steps: () => runs.set?.steps ?? [],
    openLayers: () => recorded.openLayers,
    moment: () => runs.moment,
  });
  const view = (): View => history.view;
  const runs = createRuns(source, () => history);
  const recorded = createRecorded(source, () => runs.moment, view);
  const ticked = createTicked(runs, recorded, view);
  const arrangement = createArrangement(source, recorded, () => runs.moment, view);
  const selection = createSelection(recorded, view, () => arrangement.found);
  const folds = createFolds(recorded, selection.hover, view, history.actions);
  const sequences = createSequences(recorded);
  const shading = createShading(source, recorded, { moment: () => recorded.known, view, hover: selection.hover });
  const sprites = createSprites(source, recorded.population, () => runs.moment);
  const drawer = createDrawer(view, history.actions.listNearest);
  const details = createDetails(source, {
    moment: () => recorded.known,
    hovered: () => selection.hover.instance,
    around: (row) => (sequences.areUnits ? sequences.unitsOf(row, NEARBY_UNITS) : arrangement.around(row)),
    listed: () => arrangement.listed,
    shown: () => drawer.listed,
    named: () => {
      const { pins, nearest } = history.view;
      return nearest ? [...pins, nearest.id] : pins;
    },
  });

  function exact(): View {
    const { moment } = runs;
    if (!moment) return history.view;
    const { run, instance_set: set, step } = moment;
    return { ...history.view, run, set, step, layers: recorded.openLayers };
  }

  let sought = $state.raw<Sought | null>(null);

  /** Opens a layer, or brings the panel into view where it is open already. */
  function open(layer: string): void {
    history.actions.openLayer(layer);
    sought = { layer };
  }

  /** Opens the layers of a cell of similar layers; of another run, only the shown run's. */
  function openPair(pair: [string, string], run: string | null): void {
    history.actions.openPair(pair, run);
    sought = { layer: pair[0] };
  }

  /** As `open`, at a step. */
  function openAt(layer: string, step: number): void {
    history.actions.openLayerAt(layer, step);
    sought = { layer };
  }

  /** As `open`, with the columns by `order`. */
  function openBy(layer: string, order: string): void {
    history.actions.openBy(layer, order);
    sought = { layer };
  }

  /** Brings the panel of the open layer that has this number into view and gives it the keyboard's focus. */
  function jump(badge: number): void {
    const layer = recorded.openLayers[badge - 1];
    if (layer !== undefined) sought = { layer, focus: true };
  }

  /** Opens the card of a neuron, or closes it where it is open: of the one under the pointer, else of the marked one. */
  function about(): void {
    const pointed = selection.hover.now().cell;
    const { neurons } = history.view;
    if (pointed && neurons[pointed.layer] !== pointed.neuron) {
      history.actions.markNeuron(pointed.layer, pointed.neuron);
      drawer.open(pointed.layer, "neuron");
      return;
    }
    const layer = pointed?.layer ?? recorded.openLayers.find((name) => neurons[name] !== undefined);
    if (layer !== undefined) drawer.toggle(layer, "neuron");
  }

  /** What a row is held against at first: the wrong ones of a cell against the right ones of their label. */
  function opponentOf(key: string): string | null {
    const { snapshot } = recorded;
    const right = snapshot.value?.task === "classes" ? rightCell(key) : null;
    const counted = snapshot.value?.confusion.some(([label, prediction]) => cellKey(label, prediction) === right);
    return counted ? right : null;
  }

  /** Selects a row or cell and brings its instances into view. */
  function show(key: string): void {
    history.actions.select(key, opponentOf(key));
    sought = { key };
  }

  /** Selects a row or cell, or no longer. */
  const pick = (key: string): void => history.actions.selectRow(key, opponentOf(key));

  /** The row that was last asked to be pinned or circled in vain; -1 for none. */
  let refused = $state(-1);
  /** Only sampled instances have activations to show; the others are refused. */
  function isAccepted(row: number): boolean {
    const is = recorded.population.dots[row] >= 0;
    refused = is ? -1 : row;
    return is;
  }

  /** Pins a sampled instance, or takes its row away. */
  async function pin(row: number): Promise<void> {
    const detail = isAccepted(row) ? await details.ask(row) : null;
    if (detail) history.actions.togglePin(detail.id);
  }

  /** What a click on an instance does: with Shift it is circled beside the others, or no longer; else pinned, or no longer. */
  function choose(row: number, { shiftKey }: { shiftKey: boolean }, layer = ""): void {
    if (!shiftKey) void pin(row);
    else if (isAccepted(row)) history.actions.circle(selection.lassoWith(row, layer));
  }

  const MOST_PINNED = 20;
  /** Pins what was circled; of many the first ones of the sample, which is in random order. */
  async function pinCircled(): Promise<void> {
    history.actions.pinAll(await details.idsOf(selection.circled.slice(0, MOST_PINNED)));
  }

  const own = {
    source,
    arrangement,
    settings: createSettings(),
    health: createHealth(
      source,
      () => recorded.known,
      () => runs.set?.steps.at(-1),
    ),
    figures: createFigures(),
    viewFile: createViewFile({
      runs: () => runs.listing.value?.runs ?? [],
      exact,
      show: history.actions.openView,
    }),
    sequences,
    spriteOf: sprites.of,
    shading,
    patchPictures: createPatchPictures(recorded.population, sequences, shading, sprites),
    details,
    drawer,
    about,
    open,
    openAt,
    openPair,
    openBy,
    jump,
    show,
    pick,
    pin,
    choose,
    get refused() {
      return refused;
    },
    pinCircled,
    MOST_PINNED,
    get sought() {
      return sought;
    },
  };
  return joined(own, history, runs, recorded, ticked, selection, folds, createPalette(theme, recorded), createLayout());
}
