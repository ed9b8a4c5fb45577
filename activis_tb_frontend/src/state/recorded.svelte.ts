/** What was recorded at the moment that the page shows: its snapshot, instances and graph, and what follows from them alone. */

import type { DataSource, Moment } from "../data/source";
import { binsOf } from "../draw/bins";
import { createMade } from "./made.svelte";
import { momentKey, setKey, setOfKey } from "./moment";
import { createPopulation } from "./population.svelte";
import { createResource } from "./resource.svelte";
import { openingSubsets } from "./rows";
import type { View } from "./view";

export type Recorded = ReturnType<typeof createRecorded>;

export function createRecorded(source: DataSource, at: () => Moment | null, view: () => View) {
  const snapshot = createResource(() => asked((moment) => source.fetchSnapshot.bind(null, moment)));
  const instances = createResource(() => asked((moment) => source.fetchInstances.bind(null, moment)));
  const graph = createResource(() => {
    const moment = at();
    return (
      moment && {
        key: JSON.stringify([moment.run, moment.recording]),
        fetch: (signal) => source.fetchGraph(moment.run, moment.recording, signal),
      }
    );
  });

  function asked<T>(question: (moment: Moment) => (signal: AbortSignal) => Promise<T>) {
    const moment = at();
    return moment && { key: momentKey(moment), fetch: question(moment) };
  }

  /** The moment that is shown or on its way, once a snapshot of its data set says which layers and subsets it has. */
  const known = $derived.by(() => {
    const moment = at();
    return moment && snapshot.value && setOfKey(snapshot.key) === setKey(moment) ? moment : null;
  });
  /** Instances of another run than the snapshot's are no use beside it. */
  const shownInstances = $derived(
    instances.value && setOfKey(instances.key) === setOfKey(snapshot.key) ? instances.value : null,
  );
  const bins = $derived(binsOf(snapshot.value));
  const population = createPopulation(
    () => shownInstances,
    () => bins,
    () => view().instances.threshold,
  );
  const made = createMade(source, at, view, () => shownInstances?.label.length ?? 0);
  const subsets = $derived([
    ...openingSubsets(snapshot.value?.subsets ?? [], snapshot.value?.confusion, view().rows),
    ...(snapshot.value ? made.shown : []),
  ]);
  /** Names that a new subset cannot have. */
  const subsetNames = $derived([...(snapshot.value?.subsets ?? []), ...view().made].map(({ name }) => name));
  const openLayers = $derived.by(() => {
    const known = (snapshot.value?.layers ?? []).map((layer) => layer.name).reverse();
    if (!snapshot.value) return [];
    const { layers } = view();
    const chosen = layers && known.filter((layer) => layers.includes(layer));
    const opening = known.filter((layer) => layer === snapshot.value?.opening_layer);
    return chosen && (chosen.length || !layers.length) ? chosen : opening;
  });
  const missingLayers = $derived.by(() => {
    const known = snapshot.value?.layers.map((layer) => layer.name);
    return known ? (view().layers ?? []).filter((layer) => !known.includes(layer)) : [];
  });

  return {
    snapshot,
    instancesState: instances,
    graph,
    population,
    made,
    get known() {
      return known;
    },
    get subsetNames() {
      return subsetNames;
    },
    get bins() {
      return bins;
    },
    get subsets() {
      return subsets;
    },
    get openLayers() {
      return openLayers;
    },
    /** Layers of the link that were not recorded here. */
    get missingLayers() {
      return missingLayers;
    },
  };
}
