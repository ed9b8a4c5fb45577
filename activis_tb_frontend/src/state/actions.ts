/** What a click does: every lasting change of the view. */

import type { View } from "./view";

export type Update = (part: Partial<View>, replace?: boolean) => void;

interface Now {
  view: View;
  /** Recorded steps of the focused run. */
  steps: number[];
  openLayers: string[];
}

export type Actions = ReturnType<typeof createActions>;

function without<T>(items: T[], item: T): T[] {
  return items.filter((other) => other !== item);
}

export function createActions(update: Update, now: () => Now) {
  return {
    focusRun: (run: string) => update({ run }),
    chooseSet: (set: string) => update({ set, pins: [] }),
    /** `dragging` replaces the link's entry instead of adding one. */
    chooseStep(step: number, dragging: boolean): void {
      const { steps } = now();
      update({ step: step === steps[steps.length - 1] ? null : step }, dragging);
    },
    openLayer(layer: string): void {
      const { openLayers } = now();
      if (!openLayers.includes(layer)) update({ layers: [...openLayers, layer], maximized: null });
    },
    closeLayer(layer: string): void {
      const { openLayers, view } = now();
      update({ layers: without(openLayers, layer), maximized: view.maximized === layer ? null : view.maximized });
    },
    maximize(layer: string): void {
      update({ maximized: now().view.maximized === layer ? null : layer });
    },
    orderBy: (layer: string, order: string) => update({ orders: { ...now().view.orders, [layer]: order } }),
    selectRow: (key: string) => update({ row: now().view.row === key ? null : key }),
    togglePin(id: string): void {
      const { pins } = now().view;
      update({ pins: pins.includes(id) ? without(pins, id) : [...pins, id] });
    },
    toggleNeuron(layer: string, neuron: number): void {
      const { neurons } = now().view;
      const { [layer]: marked, ...others } = neurons;
      update({ neurons: marked === neuron ? others : { ...others, [layer]: neuron } });
    },
    /** Clears what is lasting but cheap to bring back: the selected row, marked neurons, the maximized panel. */
    clear(): void {
      const { view } = now();
      const isClear = view.row === null && view.maximized === null && !Object.keys(view.neurons).length;
      if (!isClear) update({ row: null, neurons: {}, maximized: null });
    },
  };
}
