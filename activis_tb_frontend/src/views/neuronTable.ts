/** The table of a layer's neurons: its columns, their words, and its order. */

import type { EffectAnswer, NeuronsAnswer } from "../data/source";
import { percent, shortNumber } from "../draw/numbers";
import { descendingOrder } from "../state/order";

export interface TableColumn {
  key: string;
  title: string;
  /** Said by the tooltip of its head. */
  note: string;
  /** What the neurons are ordered by; NaN comes last. */
  values: Float32Array;
  textOf: (neuron: number) => string;
  /** Names read from the left, numbers from the right. */
  isName?: boolean;
}

interface Known {
  answer: NeuronsAnswer;
  /** Of the difference row, where there is one. */
  effect: EffectAnswer | null;
  classOf: (index: number) => string;
  nameOf: (neuron: number) => string;
}

function numbers(key: string, title: string, note: string, values: Float32Array): TableColumn {
  return { key, title, note, values, textOf: (neuron) => number(values[neuron]) };
}

function number(value: number): string {
  return Number.isNaN(value) ? "–" : shortNumber(value);
}

type States = Record<"dead" | "rarely" | "saturated", ArrayLike<number | boolean>>;

/** 3 for a dead neuron, 2 for a rarely active, 1 for a saturated one. */
function stateOf({ dead, rarely, saturated }: States, neuron: number): number {
  return dead[neuron] ? 3 : rarely[neuron] ? 2 : saturated[neuron] ? 1 : 0;
}
const STATES = ["", "saturated", "rarely active", "dead"];

/** What is wrong with a neuron, "" where nothing is. */
export function stateWord(states: States, neuron: number): string {
  return STATES[stateOf(states, neuron)];
}

export function tableColumns({ answer, effect, classOf, nameOf }: Known): TableColumn[] {
  const { mean, sd, min, max, active, selectivity, nearest, correlation } = answer;
  const states = Float32Array.from(mean, (_, neuron) => stateOf(answer, neuron));
  const missing = (values: Int32Array): Float32Array =>
    Float32Array.from(values, (value) => (value < 0 ? NaN : -value));
  return [
    {
      key: "neuron",
      title: "neuron",
      note: "As recorded",
      values: Float32Array.from(mean, (_, neuron) => -neuron),
      textOf: nameOf,
      isName: true,
    },
    numbers("mean", "mean", "Over all instances", mean),
    numbers("sd", "sd", "Standard deviation over all instances", sd),
    numbers("min", "min", "Of all instances", min),
    numbers("max", "max", "Of all instances", max),
    {
      key: "active",
      title: "active",
      note: "Share of all instances that activate it",
      values: active,
      textOf: (neuron) => (Number.isNaN(active[neuron]) ? "–" : percent(active[neuron])),
    },
    {
      ...numbers(
        "selectivity",
        "selectivity",
        "2 AUC − 1 of the class that stands out most against the rest",
        selectivity,
      ),
      values: selectivity.map(Math.abs),
    },
    {
      key: "class",
      title: "class",
      note: "The class that stands out most",
      values: missing(answer.class),
      textOf: (neuron) => (answer.class[neuron] < 0 || !selectivity[neuron] ? "–" : classOf(answer.class[neuron])),
      isName: true,
    },
    ...(effect
      ? [
          {
            ...numbers(
              "effect",
              "effect",
              "AUC of the difference row: the chance that a member activates it more",
              effect.auc,
            ),
            values: effect.auc.map((auc) => Math.abs(auc - 0.5)),
          },
        ]
      : []),
    {
      key: "nearest",
      title: "nearest",
      note: "The neuron of highest correlation",
      values: correlation,
      textOf: (neuron) => (nearest[neuron] < 0 ? "–" : `${nameOf(nearest[neuron])} ${number(correlation[neuron])}`),
    },
    {
      key: "state",
      title: "",
      note: "Dead, rarely active, saturated",
      values: states,
      textOf: (neuron) => STATES[states[neuron]],
      isName: true,
    },
  ];
}

/** The chosen neurons by a column, largest first or last; those without a value come last either way. */
export function tableOrder(values: Float32Array, chosen: Uint8Array, ascending: boolean): Int32Array {
  const order = descendingOrder(ascending ? values.map((value) => -value) : values);
  return order.filter((neuron) => chosen[neuron]);
}

/** What the table is ordered by at first. */
export const OPENING_COLUMN = "selectivity";

/** The listed neurons as the table opens with them. */
export function openingOrder({ selectivity, chosen }: NeuronsAnswer): Int32Array {
  return tableOrder(selectivity.map(Math.abs), chosen, false);
}
