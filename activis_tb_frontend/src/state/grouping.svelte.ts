/** What the instance panel groups by and orders by, where that has to be asked for: columns, subsets, activations. */

import type { ColumnSummary, DataSource, GroupsAnswer, Moment, SubsetSummary } from "../data/source";
import { spreadOverRows } from "../draw/instanceOrder";
import type { By, Part } from "../draw/partGroups";
import { unpackBits } from "./made.svelte";
import { momentKey } from "./moment";
import type { Recorded } from "./recorded.svelte";
import { createResource } from "./resource.svelte";
import { subsetKey, type View } from "./view";

const BINS = 4;

/** The subsets that instances can be grouped by: all but "all" and what the label says anyway. */
export function groupingSubsets(subsets: SubsetSummary[]): SubsetSummary[] {
  return subsets.filter(({ kind }) => kind === "declared" || kind === "made");
}

function columnParts({ group, groups }: GroupsAnswer): Part[] {
  return groups.map(({ title }, place) => ({
    key: `group ${place}`,
    title,
    class: -1,
    holds: (row) => group[row] === place,
  }));
}

/** A part for each mask, and one of who is in none of them. */
function subsetParts(masks: Map<string, Uint8Array>): Part[] {
  const all = [...masks.values()];
  const parts = [...masks].map(([name, mask]): Part => {
    return { key: subsetKey(name), title: name, class: -1, holds: (row) => mask[row] === 1 };
  });
  return [...parts, { key: "none", title: "in no subset", class: -1, holds: (row) => !all.some((mask) => mask[row]) }];
}

export function createGrouping(source: DataSource, recorded: Recorded, at: () => Moment | null, view: () => View) {
  const chosen = $derived(view().instances);
  const n = $derived(recorded.population.instances?.label.length ?? 0);
  const named = $derived(groupingSubsets(recorded.subsets));

  const columns = createResource(() => {
    const moment = at();
    const { group } = chosen;
    if (!moment || typeof group === "string") return null;
    const fetch = (signal: AbortSignal) => source.fetchGroups(moment, group.column, BINS, signal);
    return { key: `${momentKey(moment)} ${group.column}`, fetch };
  });
  const described = createResource(() => {
    const moment = at();
    return moment && { key: momentKey(moment), fetch: (signal) => source.fetchColumns(moment, null, signal) };
  });
  /** Who is in each recorded subset; of those made on the page that is known. */
  const declared = createResource(() => {
    const moment = at();
    const names = named.filter(({ kind }) => kind === "declared").map(({ name }) => name);
    if (!moment || chosen.group !== "subset") return null;
    const fetch = async (signal: AbortSignal): Promise<Map<string, Uint8Array>> => {
      const answers = await Promise.all(names.map((subset) => source.fetchCondition(moment, { subset }, signal)));
      return new Map(answers.map(({ rows }, place) => [names[place], unpackBits(rows, n)]));
    };
    return { key: `${momentKey(moment)} ${n} ${JSON.stringify(names)}`, fetch };
  });
  const sampled = createResource(() => {
    const moment = at();
    const { order } = chosen;
    if (!moment || typeof order === "string") return null;
    const of = "neuron" in order ? { neuron: order.neuron } : { instance: order.instance };
    const fetch = (signal: AbortSignal) => source.fetchSampled(moment, order.layer, of, signal);
    return { key: `${momentKey(moment)} ${JSON.stringify(order)}`, fetch };
  });

  /** null while it is not known; "label" where nothing else is asked. */
  const by = $derived.by<By | "label" | null>(() => {
    const { group } = chosen;
    const { instances } = recorded.population;
    if (group === "label") return group;
    if (group === "prediction") return instances?.task === "classes" ? group : "label";
    if (group !== "subset") {
      const answer = columns.value;
      return answer?.column === group.column && answer.group.length === n ? columnParts(answer) : null;
    }
    if (!declared.value) return null;
    const masks = named.map(({ name }) => [name, declared.value?.get(name) ?? recorded.made.maskOf(name)] as const);
    return subsetParts(new Map(masks.filter((entry): entry is [string, Uint8Array] => entry[1]?.length === n)));
  });
  /** What the sampled instances are ordered by, one number for each table row; null where all of them have it. */
  const numbers = $derived.by(() => {
    const { instances } = recorded.population;
    if (!instances || typeof chosen.order === "string") return null;
    const answer = sampled.value;
    return answer?.value.length === instances.sample.length ? spreadOverRows(answer.value, instances) : null;
  });
  const failed = $derived([columns, declared, sampled].find(({ error }) => error));

  return {
    /** Columns whose values repeat, or are numbers. */
    get columns(): ColumnSummary[] {
      return (described.value?.columns ?? []).filter(({ kind }) => kind !== "text" && kind !== "other");
    },
    get by() {
      return by;
    },
    get numbers() {
      return numbers;
    },
    get error() {
      return failed?.error ?? null;
    },
    retry: () => failed?.retry(),
  };
}
