/** The only list of the page's panels; no view imports it. */

import type { Component } from "svelte";
import Activations from "./Activations.svelte";
import Cka from "./Cka.svelte";
import Columns from "./Columns.svelte";
import GraphStrip from "./GraphStrip.svelte";
import Health from "./Health.svelte";
import Instances from "./Instances.svelte";
import RunTable from "./RunTable.svelte";
import Runs from "./Runs.svelte";
import Subsets from "./Subsets.svelte";

export interface Panels {
  left: Component[];
  center: Component[];
  right: Component[];
}

export const panels: Panels = {
  left: [Runs, Subsets, Health, Cka, Columns],
  center: [RunTable, GraphStrip, Activations],
  right: [Instances],
};
