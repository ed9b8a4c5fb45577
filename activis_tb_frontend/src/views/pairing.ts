/** How a layer's neurons correspond to those of other runs, in words. */

import type { CorrespondenceAnswer } from "../data/source";
import { counted, shownShare, wholeCount } from "../draw/numbers";
import type { Layer } from "../state/layer.svelte";
import type { Paired } from "../state/layerElsewhere.svelte";
import type { Page } from "../state/page.svelte";
import { elsewhereKey } from "../state/elsewhere";
import type { Choice } from "../widgets/popup";
import { letterOfRun } from "./runs";

/** Value of the choice that leaves it to the correlations. */
export const BY_CORRELATION = "";

export const PAIRING_CHOICES: Choice[] = [
  { value: BY_CORRELATION, label: "as the correlations say" },
  { value: "index", label: "by index" },
  { value: "matched", label: "matched, pairs from r 0.3 on" },
];

function pairsInWords({ mode, n_pairs, n_neurons, median_r }: CorrespondenceAnswer, brief = false): string {
  const median = median_r === null || brief ? "" : `, median r ${shownShare(median_r)}`;
  const counts = `${wholeCount(n_pairs)}${brief ? "" : ` of ${wholeCount(n_neurons)}`} matched`;
  return (mode === "index" ? "by index" : counts) + median;
}

/** What the menu's button says: of one run its counts, of several how many there are. */
export function pairingLabel(paired: Paired[], brief = false): string {
  const [{ pairs }] = paired;
  if (paired.length > 1) return `neurons of ${counted(paired.length, "run")}`;
  return pairs ? pairsInWords(pairs, brief) : "neurons do not correspond";
}

/** A line for each run, named by its letter. */
export function pairingLines(paired: Paired[], letterOf: (run: string) => string): string {
  const said = ({ pairs, problem }: Paired): string =>
    pairs
      ? `${pairsInWords(pairs)}, on ${counted(pairs.n_shared, "shared instance")}; ${letterIn(pairs)}`
      : (problem ?? "");
  const letterIn = ({ n_other }: CorrespondenceAnswer): string => `${counted(n_other, "neuron")} there`;
  return paired.map((one) => `${letterOf(one.run)}: ${said(one)}`).join("\n");
}

/** A neuron of the page's run and its partner in the run of a row. */
export interface Pair {
  /** Letters of both runs. */
  ours: string;
  theirs: string;
  /** null where none corresponds. */
  partner: { neuron: number; r: number } | null;
}

/** The pair that a cell of another run's row stands for; null for other rows, and while it is asked. */
export function pairAt(page: Page, layer: Layer, key: string, neuron: number): Pair | null {
  const beside = page.beside.find((one) => elsewhereKey(one) === key);
  const run = beside?.run ?? null;
  const pairs = run === null ? null : layer.elsewhere.pairsOf(run);
  if (run === null || !pairs) return null;
  const theirs = pairs.partner[neuron] ?? -1;
  return {
    ours: letterOfRun(page, page.run?.run ?? ""),
    theirs: letterOfRun(page, run),
    partner: theirs < 0 ? null : { neuron: theirs, r: pairs.r[neuron] },
  };
}
