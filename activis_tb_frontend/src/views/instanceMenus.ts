/** What the instances of the panel can be grouped and ordered by; only what applies is offered. */

import { isOfNumbers } from "../draw/residuals";
import type { Grouping, InstancesView, SampledOrder } from "../state/instancesView";
import { groupingSubsets } from "../state/grouping.svelte";
import type { Page } from "../state/page.svelte";
import type { Choice } from "../widgets/popup";

type Order = InstancesView["order"];
/** Columns of a menu that is still looked through. */
const MOST_COLUMNS = 40;
/** Columns that have an entry of their own where instances have one class. */
const OUTPUTS = ["label", "prediction"];

function choice(value: Grouping | Order, label: string, note = ""): Choice {
  return { value: JSON.stringify(value), label, note };
}

/** What a menu's button says. */
export function labelOf(choices: Choice[], chosen: Grouping | Order): string {
  const known = choices.find(({ value }) => value === JSON.stringify(chosen))?.label;
  return known ?? (typeof chosen === "object" && "column" in chosen ? chosen.column : "other");
}

/** By label and by prediction; without any label both are the groups of what was predicted. */
function outcomeChoices({ population: { instances }, view }: Pick<Page, "population" | "view">): Choice[] {
  if (instances?.task !== "classes") return [choice("label", "label")];
  const { group } = view.instances;
  const isLabelled = instances.label.some((label) => label >= 0);
  if (!isLabelled && instances.prediction.some((prediction) => prediction >= 0))
    return [choice(group === "prediction" ? group : "label", "prediction")];
  return [choice("label", "label"), choice("prediction", "prediction")];
}

export function groupingChoices(page: Pick<Page, "arrangement" | "population" | "subsets" | "view">): Choice[] {
  const { arrangement, population, subsets, view } = page;
  const isOfClasses = population.instances?.task === "classes";
  const columns = arrangement.grouping.columns.filter(({ name }) => !(isOfClasses && OUTPUTS.includes(name)));
  return [
    ...outcomeChoices(page),
    ...(groupingSubsets(subsets).length || view.instances.group === "subset" ? [choice("subset", "subset")] : []),
    ...columns
      .slice(0, MOST_COLUMNS)
      .map(({ name, kind }) => choice({ column: name }, name, kind === "values" ? "" : "quartiles")),
  ];
}

function sameOrder(one: Order, other: Order): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** By the marked neurons of the open layers, and by how near instances are to the pinned ones; and by what is chosen. */
function sampledOrders({ openLayers, view }: Page): SampledOrder[] {
  const offered = openLayers.flatMap((layer): SampledOrder[] => {
    const neuron = view.neurons[layer];
    const near = view.pins.map((instance) => ({ layer, instance }));
    return [...(neuron === undefined ? [] : [{ layer, neuron }]), ...near];
  });
  const { order } = view.instances;
  const isOffered = typeof order === "string" || offered.some((one) => sameOrder(one, order));
  return isOffered ? offered : [...offered, order];
}

export function orderChoices(page: Page): Choice[] {
  const { instances } = page.population;
  const isByResidual = isOfNumbers(instances?.task);
  const isPart = instances !== null && instances.sample.length < instances.label.length;
  const first = isPart ? "highest first, then those outside the sample" : "highest first";
  const nearest = isPart ? "nearest first, then those outside the sample" : "nearest first";
  const many = page.openLayers.length > 1;
  return [
    choice("score", isByResidual ? "residual" : "score", isByResidual ? "smallest first" : "highest first"),
    choice("loss", "loss", "highest first"),
    choice("recorded", "recorded"),
    ...sampledOrders(page).map((order) => {
      const where = many ? ` in ${order.layer}` : "";
      return "neuron" in order
        ? choice(order, `neuron ${order.neuron}${where}`, first)
        : choice(order, `near #${order.instance}${where}`, nearest);
    }),
  ];
}
