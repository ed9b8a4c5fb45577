/** What a click does: every lasting change of the view. */

import type { Anchor } from "../data/source";
import type { ComparedLayers } from "./cka";
import type { InstancesView } from "./instancesView";
import { createMapActions } from "./mapActions";
import { nearestStep } from "./moment";
import type { Since } from "./since";
import { createRunActions } from "./runActions";
import { createSubsetActions } from "./subsetActions";
import type { Nearest, View } from "./view";

export type Update = (part: Partial<View>, replace?: boolean) => void;

export interface Now {
  view: View;
  /** Recorded steps of the focused run. */
  steps: number[];
  openLayers: string[];
  /** The moment that is shown. */
  here: Anchor | null;
}

export type Actions = ReturnType<typeof createActions>;

function without<T>(items: T[], item: T): T[] {
  return items.filter((other) => other !== item);
}

export function createActions(update: Update, now: () => Now) {
  /** The maps of all that is shown after this moment begin where its own are. */
  const anchored = (): Pick<View, "anchor"> => ({ anchor: now().view.anchor ?? now().here });
  return {
    ...createSubsetActions(update, () => now().view),
    /** Shows another view as a whole. */
    openView: (view: View) => update(view),
    ...createMapActions(update, () => now().view, anchored),
    ...createRunActions(update, now, anchored),
    chooseSet: (set: string) => update({ set, pins: [], nearest: null, anchor: null }),
    /** `dragging` replaces the link's entry instead of adding one. */
    chooseStep(step: number, dragging: boolean): void {
      const { steps } = now();
      update({ step: step === steps[steps.length - 1] ? null : step, ...anchored() }, dragging);
    },
    /** To the recorded step before or after the shown one. */
    stepBy(by: 1 | -1): void {
      const { steps, view } = now();
      const step = steps[steps.indexOf(nearestStep(steps, view.step)) + by];
      if (step !== undefined) this.chooseStep(step, false);
    },
    openLayer(layer: string): void {
      const { openLayers } = now();
      if (!openLayers.includes(layer)) update({ layers: [...openLayers, layer], maximized: null });
    },
    closeLayer(layer: string): void {
      const { openLayers, view } = now();
      const { maximized, nearest } = view;
      const left = {
        maximized: maximized === layer ? null : maximized,
        nearest: nearest?.layer === layer ? null : nearest,
      };
      update({ layers: without(openLayers, layer), ...left });
    },
    maximize(layer: string): void {
      update({ maximized: now().view.maximized === layer ? null : layer });
    },
    /** Opens a layer, or keeps it open, with its columns by `order`. */
    openBy(layer: string, order: string): void {
      const { openLayers, view } = now();
      const layers = openLayers.includes(layer) ? openLayers : [...openLayers, layer];
      update({ layers, maximized: null, orders: { ...view.orders, [layer]: order } });
    },
    orderBy: (layer: string, order: string) => update({ orders: { ...now().view.orders, [layer]: order } }),
    /** Leaves a kind of neurons out of a layer's matrix, or no longer. */
    toggleFilter(layer: string, filter: string): void {
      const { filters } = now().view;
      const { [layer]: chosen = [], ...others } = filters;
      const next = chosen.includes(filter) ? without(chosen, filter) : [...chosen, filter];
      update({ filters: next.length ? { ...others, [layer]: next } : others });
    },
    /** Shows what cells contribute to a class, null for their activations. */
    showContribution(layer: string, of: number | null): void {
      const { [layer]: _, ...others } = now().view.contributions;
      update({ contributions: of === null ? others : { ...others, [layer]: of } });
    },
    scaleBy: (layer: string, scale: string) => update({ scales: { ...now().view.scales, [layer]: scale } }),
    /** Gives a class a row or takes it away; `shown` are the classes that have one now. */
    toggleClassRow: (name: string, shown: string[]) =>
      update({ rows: shown.includes(name) ? without(shown, name) : [...shown, name] }),
    openHardestClasses: () => update({ rows: null }),
    /** Selects a row, held against another one if so said; nothing happens where it is selected. */
    select(key: string, against: string | null = null): void {
      if (now().view.row !== key) update({ row: key, against, lasso: null });
    },
    /** Selects a row and orders the columns of all open layers by it. */
    selectAndOrder(key: string): void {
      const { view, openLayers } = now();
      const orders = { ...view.orders, ...Object.fromEntries(openLayers.map((layer) => [layer, key])) };
      update({ row: key, against: null, lasso: null, orders });
    },
    /** `dragging` replaces the link's entry instead of adding one. */
    showInstances(part: Partial<InstancesView>, dragging = false): void {
      update({ instances: { ...now().view.instances, ...part } }, dragging);
    },
    /** As `select`; a row that is selected is so no longer. */
    selectRow(key: string, against: string | null = null): void {
      if (now().view.row === key) update({ row: null, against: null, lasso: null });
      else this.select(key, against);
    },
    /** Chooses how a layer's neurons correspond to other runs'; null leaves it to their correlations. */
    pairBy(layer: string, mode: string | null): void {
      const { [layer]: _, ...others } = now().view.pairings;
      update({ pairings: mode === null ? others : { ...others, [layer]: mode } });
    },
    togglePin(id: string): void {
      const { pins } = now().view;
      update({ pins: pins.includes(id) ? without(pins, id) : [...pins, id] });
    },
    /** Keeps those of `ids` that are not pinned yet as rows, too. */
    pinAll: (ids: string[]) => update({ pins: [...new Set([...now().view.pins, ...ids])] }),
    /** Lists the nearest instances of one, null for none any more. */
    listNearest: (nearest: Nearest | null) => update({ nearest }),
    toggleNeuron(layer: string, neuron: number): void {
      const { neurons } = now().view;
      const { [layer]: marked, ...others } = neurons;
      update({ neurons: marked === neuron ? others : { ...others, [layer]: neuron } });
    },
    /** Marks a neuron; nothing happens where it is marked. */
    markNeuron(layer: string, neuron: number): void {
      const { neurons } = now().view;
      if (neurons[layer] !== neuron) update({ neurons: { ...neurons, [layer]: neuron } });
    },
    unfold: (unfolded: string[]) => update({ unfolded }),
    measureHealth: (health: string) => update({ health }),
    /** Compares the confusion matrix with that of another moment, null with none. */
    compareSince: (since: Since | null) => update({ since }),
    /** Opens the table of runs or sorts it by a column; null closes it. */
    showRunTable: (runTable: string | null) => update({ runTable }),
    colorGraph: (colored: boolean) => update({ colored }),
    /** Holds the layers against those of another run or against each other; null no longer. */
    compareLayers: (cka: ComparedLayers | null) => update({ cka }),
    /** Keeps a cell of similar layers, with its layers of the shown run open. */
    openPair(pair: [string, string], run: string | null): void {
      const { openLayers } = now();
      const layers = [...new Set([...openLayers, ...(run === null ? pair : pair.slice(0, 1))])];
      update({ layers, maximized: null, cka: { run, step: now().view.cka?.step ?? null, pair } });
    },
    /** Opens a layer in place of one that the run does not have. */
    substituteLayer(missing: string, layer: string): void {
      const kept = without(now().view.layers ?? [], missing);
      update({ layers: [...new Set([...kept, layer])] });
    },
    /** Opens a layer, or keeps it open, at a step. */
    openLayerAt(layer: string, step: number): void {
      const { openLayers, steps } = now();
      const layers = openLayers.includes(layer) ? openLayers : [...openLayers, layer];
      update({ layers, maximized: null, step: step === steps.at(-1) ? null : step, ...anchored() });
    },
    foldGraph: (strip: boolean) => update({ strip }),
    /** A click on a cell means both its neuron and its row; `pointed` is null where the row is no subset. Two rows that are compared stay. */
    toggleCell(layer: string, neuron: number, pointed: string | null): void {
      const { neurons, row, lasso, against } = now().view;
      const key = against === null ? pointed : null;
      const { [layer]: marked, ...others } = neurons;
      const isMarked = marked === neuron && (key === null || row === key);
      if (isMarked) update({ neurons: others, row: key === null ? row : null });
      else update({ neurons: { ...others, [layer]: neuron }, row: key ?? row, lasso: key === null ? lasso : null });
    },
    /** Takes back one thing that is lasting but cheap to bring back: the maximized panel, a difference, the selected row or lasso, marked neurons. */
    clear(): void {
      const { view } = now();
      if (view.maximized !== null) update({ maximized: null });
      else if (view.against !== null) update({ against: null });
      else if (view.row !== null || view.lasso !== null) update({ row: null, lasso: null });
      else if (Object.keys(view.neurons).length) update({ neurons: {} });
    },
  };
}
