/** The one object that all views share: what the user looks at, what was fetched for it, and what is under the pointer. */

import { createContext } from "svelte";
import type { DataSource, Moment } from "../data/source";
import { binsOf } from "../draw/bins";
import { binColors, classColors, inksOf } from "../draw/color";
import { createAccuracies } from "./accuracies.svelte";
import { createActions } from "./actions";
import { createDetails } from "./details.svelte";
import { createHover } from "./hover.svelte";
import { membersOf } from "./members";
import { focusRun, focusSet, momentKey, momentOf, readableRuns } from "./moment";
import { createPopulation } from "./population.svelte";
import { createResource } from "./resource.svelte";
import { openingSubsets } from "./rows";
import type { Theme } from "./theme";
import type { Link } from "./url";
import { firstView, type View } from "./view";

export type Page = ReturnType<typeof createPage>;

export const [pageContext, providePage] = createContext<Page>();

export function createPage(source: DataSource, link: Link, theme: Theme) {
  let view = $state.raw<View>(firstView);
  let ready = $state(false);
  let refreshes = $state(0);
  let filter = $state("");

  const listing = createResource(() =>
    ready ? { key: `runs ${refreshes}`, fetch: (signal) => source.fetchRuns(signal) } : null,
  );
  const order = createResource(() =>
    ready ? { key: `order ${refreshes}`, fetch: (signal) => source.fetchTensorBoardRuns(signal) } : null,
  );
  const run = $derived(listing.value && focusRun(listing.value.runs, view.run));
  const set = $derived(run && focusSet(run, view.set));
  const moment = $derived<Moment | null>(run && momentOf(run, view));

  const snapshot = createResource(() => asked((at) => source.fetchSnapshot.bind(null, at)));
  const instances = createResource(() => asked((at) => source.fetchInstances.bind(null, at)));
  const graph = createResource(() =>
    moment
      ? {
          key: JSON.stringify([moment.run, moment.recording]),
          fetch: (signal) => source.fetchGraph(moment.run, moment.recording, signal),
        }
      : null,
  );

  function asked<T>(question: (at: Moment) => (signal: AbortSignal) => Promise<T>) {
    return moment && { key: momentKey(moment), fetch: question(moment) };
  }

  /** Instances of another run than the snapshot's are no use beside it. */
  const shownInstances = $derived.by(() => {
    const of = (key: string | null): string =>
      JSON.stringify(((JSON.parse(key ?? "[]") as unknown[]) ?? []).slice(0, 3));
    return instances.value && of(instances.key) === of(snapshot.key) ? instances.value : null;
  });
  const bins = $derived(binsOf(snapshot.value));
  const population = createPopulation(
    () => shownInstances,
    () => bins,
  );

  const inks = $derived(inksOf(theme.dark));
  const colors = $derived(
    snapshot.value?.task === "regression"
      ? binColors(bins.edges.length + 1, theme.dark)
      : classColors(snapshot.value?.class_names.length ?? 0, theme.dark),
  );
  const subsets = $derived(openingSubsets(snapshot.value?.subsets ?? []));
  const openLayers = $derived.by(() => {
    const known = (snapshot.value?.layers ?? []).map((layer) => layer.name).reverse();
    if (!snapshot.value) return [];
    const chosen = view.layers && known.filter((layer) => view.layers?.includes(layer));
    return chosen && (chosen.length || !view.layers?.length) ? chosen : [snapshot.value.opening_layer];
  });

  const hover = createHover();
  const highlightKey = $derived(hover.key ?? view.row);
  /** Mask over table rows of the hovered, else the selected row; null lights up all. */
  const highlighted = $derived(
    highlightKey && shownInstances
      ? membersOf(highlightKey, shownInstances, snapshot.value?.subsets ?? [], bins.edges)
      : null,
  );

  const details = createDetails(source, {
    moment: () => moment,
    hovered: () => hover.instance,
    around: population.around,
    pins: () => view.pins,
  });

  const listedRuns = $derived.by(() => {
    const runs = readableRuns(listing.value?.runs ?? []);
    try {
      const pattern = new RegExp(filter, "i");
      return runs.filter((run) => pattern.test(run.name));
    } catch {
      return runs;
    }
  });
  const accuracies = createAccuracies(source, () =>
    listedRuns.filter((other) => other !== run).map((run) => momentOf(run, { ...view, step: moment?.step ?? null })),
  );

  /** The view with its defaults filled in, so that a link opens the same picture when the logs have grown. */
  const exact = $derived<View>(
    moment ? { ...view, run: moment.run, set: moment.instance_set, step: moment.step, layers: openLayers } : view,
  );
  function update(part: Partial<View>, replace = false): void {
    view = { ...view, ...part };
    void link.write(exact, replace);
  }
  const actions = createActions(update, () => ({ view, steps: set?.steps ?? [], openLayers }));

  /** Opens a layer, or brings the panel into view where it is open already. */
  let sought = $state.raw<{ layer: string } | null>(null);
  function open(layer: string): void {
    actions.openLayer(layer);
    sought = { layer };
  }

  /** Pins a sampled instance, or takes its row away; others have no activations to show. */
  async function pin(row: number): Promise<void> {
    const detail = population.dots[row] >= 0 ? await details.ask(row) : null;
    if (detail) actions.togglePin(detail.id);
  }

  /** At the last recorded step the page follows; null says so. */
  $effect(() => {
    if (set && view.step !== null && view.step === set.steps[set.steps.length - 1]) view = { ...view, step: null };
  });

  async function follow(): Promise<void> {
    view = (await link.read()) ?? firstView;
    ready = true;
  }
  $effect(() => {
    void follow();
    return link.listen(() => void follow());
  });

  return {
    source,
    listing,
    snapshot,
    population,
    graph,
    hover,
    details,
    accuracies,
    actions,
    pin,
    open,
    refresh: () => refreshes++,
    address: () => link.address(exact),
    get instancesState() {
      return instances;
    },
    get view() {
      return view;
    },
    get sought() {
      return sought;
    },
    get filter() {
      return filter;
    },
    set filter(value: string) {
      filter = value;
    },
    get dark() {
      return theme.dark;
    },
    get inks() {
      return inks;
    },
    get bins() {
      return bins;
    },
    get colors() {
      return colors;
    },
    get run() {
      return run;
    },
    get set() {
      return set;
    },
    get moment() {
      return moment;
    },
    get tensorBoardRuns() {
      return order.value ?? [];
    },
    get listedRuns() {
      return listedRuns;
    },
    get subsets() {
      return subsets;
    },
    get openLayers() {
      return openLayers;
    },
    get highlightKey() {
      return highlightKey;
    },
    get highlighted() {
      return highlighted;
    },
  };
}
