/** How the instance panel arranges the instances: its mode and order, what was searched for, and the groups that follow. */

import { innerWidth } from "svelte/reactivity/window";
import type { DataSource, Moment } from "../data/source";
import { filterGroups, groupInstances, groupInstancesBy } from "../draw/groups";
import { advised } from "./condition";
import { createGrouping } from "./grouping.svelte";
import { conditionIn, type Mode } from "./instancesView";
import { unpackBits } from "./made.svelte";
import { momentKey } from "./moment";
import type { Recorded } from "./recorded.svelte";
import { createResource } from "./resource.svelte";
import type { View } from "./view";

export type InstanceArrangement = ReturnType<typeof createArrangement>;

/** Narrower pages open with bars. */
const WIDE = 1400;
const REST = 150;
/** Details are asked for in batches of neighbors, so that a sweep over squares needs few requests. */
const NEIGHBORS = 60;

export function createArrangement(source: DataSource, recorded: Recorded, at: () => Moment | null, view: () => View) {
  let listed = $state.raw<number[]>([]);
  const chosen = $derived(view().instances);
  const hasThumbnails = $derived(!!recorded.population.instances?.thumbnails);
  const mode = $derived.by<Mode>(() => {
    const usual = (innerWidth.current ?? 0) < WIDE ? "bars" : "squares";
    return chosen.mode === "thumbnails" && !hasThumbnails ? usual : (chosen.mode ?? usual);
  });

  /** What the search finds: how many, and which table rows; of a condition that cannot be used, why. */
  async function look(moment: Moment, text: string, signal: AbortSignal) {
    const where = conditionIn(text);
    if (where === null) {
      const { total, rows } = await source.fetchSearch(moment, text, undefined, signal);
      return { total, rows, bits: null };
    }
    const { error, n, rows } = await source.fetchCondition(moment, { where }, signal);
    if (error) throw new Error(advised(error));
    return { total: n, rows: null, bits: rows };
  }
  const search = createResource(() => {
    const moment = at();
    const text = chosen.find.trim();
    if (!moment || !text || conditionIn(text) === "") return null;
    return { key: `${momentKey(moment)} ${text}`, rest: REST, fetch: (signal) => look(moment, text, signal) };
  });
  /** Mask over table rows of the instances that the search finds; null shows all. */
  const found = $derived.by(() => {
    const { instances } = recorded.population;
    const wanted = chosen.find.trim();
    if (!wanted || conditionIn(wanted) === "" || !search.value || !instances) return null;
    const { rows, bits } = search.value;
    if (bits) return unpackBits(bits, instances.label.length);
    const mask = new Uint8Array(instances.label.length);
    for (const row of rows) mask[row] = 1;
    return mask;
  });

  const grouping = createGrouping(source, recorded, at, view);
  const isGrid = $derived(mode === "bars" || mode === "squares");
  const all = $derived.by(() => {
    const { instances, threshold, judge } = recorded.population;
    const { by, numbers } = grouping;
    if (!instances || !by) return [];
    const order = numbers ?? (typeof chosen.order === "string" ? chosen.order : "recorded");
    // Where most marks have no more to show, those that have come first: squares that can be pinned, patches with a picture.
    const arranged = { order, sampledFirst: isGrid || instances.grid !== null, threshold };
    if (by === "label") return groupInstances(instances, recorded.bins, arranged);
    return groupInstancesBy(instances, by, judge, arranged);
  });
  const pictured = $derived.by(() => {
    const { instances } = recorded.population;
    const mask = new Uint8Array(instances?.label.length ?? 0);
    instances?.thumbnail_rows.forEach((row) => (mask[row] = 1));
    return mask;
  });
  const groups = $derived.by(() => {
    const shown = mode === "thumbnails" ? filterGroups(all, pictured) : all;
    return found ? filterGroups(shown, found) : shown;
  });

  /** Rows that stand near one in the panel, itself among them. */
  function around(row: number): number[] {
    for (const { rows } of groups.flatMap((group) => group.blocks)) {
      const place = rows.indexOf(row);
      if (place >= 0) return [...rows.slice(Math.max(0, place - NEIGHBORS), place + NEIGHBORS)];
    }
    return [row];
  }

  return {
    search,
    around,
    grouping,
    /** What the instances are ordered by where only the sample has it, by table row; null for other orders. */
    get numbers() {
      return grouping.numbers;
    },
    /** What the groups are. */
    get groupedBy() {
      const { group } = chosen;
      return group === "label" ? "true class" : typeof group === "string" ? group : group.column;
    },
    get mode() {
      return mode;
    },
    get hasThumbnails() {
      return hasThumbnails;
    },
    get found() {
      return found;
    },
    get groups() {
      return groups;
    },
    /** Rows that the list has in view, whose details it needs. */
    get listed() {
      return listed;
    },
    set listed(rows: number[]) {
      listed = rows;
    },
  };
}
