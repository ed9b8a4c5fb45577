/** The difference of the two compared rows in one layer: fetched effects, values, and what is certain. */

import type { Moment } from "../data/source";
import { comparisonOf, type Side } from "./comparison";
import { effectSeenBy } from "./correspondence";
import { certainNeurons, differenceOf, differenceScale, restOf, whyNoEffect, type DifferenceScale } from "./difference";
import type { Encoding } from "./encoding";
import type { LayerElsewhere } from "./layerElsewhere.svelte";
import type { LayerRows } from "./layerRows.svelte";
import { momentKey } from "./moment";
import type { Page } from "./page.svelte";
import { createResource } from "./resource.svelte";
import { DIFFERENCE, EFFECT, restKey } from "./view";

export type LayerDifference = ReturnType<typeof createLayerDifference>;

interface Known {
  name: () => string;
  at: () => Moment | null;
  rows: LayerRows;
  elsewhere: LayerElsewhere;
  valuesOf: (key: string) => Float32Array | null;
  /** What the cells of a row show of its values. */
  shownOf: (key: string) => Encoding["shown"] | null;
  encoding: () => Encoding;
  /** End of the layer's domain. */
  most: () => number;
}

export function createLayerDifference(page: Page, known: Known) {
  const { name, at, rows, elsewhere, valuesOf, shownOf, encoding, most } = known;
  const compared = $derived(comparisonOf(page));
  const momentOf = (side: Side): Moment | null => (side.at ? elsewhere.momentOf(side.at) : at());
  /** Why the rows have a difference but no effect, in words; null where they have one. */
  const effectless = $derived.by(() => {
    if (!compared?.other) return null;
    const [one, other] = [momentOf(compared.one), momentOf(compared.other)];
    return one && other && whyNoEffect(one, other);
  });
  const moment = $derived(compared && momentOf(compared.one));
  const wanted = $derived.by(() => {
    if (!compared || !moment || effectless !== null) return null;
    const { one, other } = compared;
    return {
      key: `${momentKey(moment)} ${name()} ${JSON.stringify([one.selection, other?.selection])}`,
      fetch: (signal: AbortSignal) =>
        page.source.fetchEffect(moment, name(), one.selection, other?.selection ?? null, signal),
    };
  });
  const answer = createResource(() => wanted);
  /** null while it is asked. */
  const effect = $derived.by(() => {
    const found = wanted && answer.key === wanted.key ? answer.value : null;
    if (!found || !moment || moment.run === at()?.run) return found;
    const pairs = elsewhere.pairsOf(moment.run);
    return pairs && effectSeenBy(pairs, found);
  });

  /** The means of the rest: of all instances where they are known of all, else of the sample. */
  const rest = $derived.by(() => {
    const { all } = rows;
    if (!compared) return null;
    const one = rows.of(compared.one.key);
    return one?.exact && all?.exact ? restOf(all, one) : (rows.of(restKey(compared.one.key))?.value ?? null);
  });
  /** Contributions where the cells show those, since each row may have weights of its own; else activations. */
  function comparable(values: Float32Array | null, key: string): Float32Array | null {
    if (encoding().kind !== "contribution") return values;
    const shown = shownOf(key);
    return values && shown && values.map(shown);
  }
  const values = $derived.by(() => {
    if (!compared) return null;
    const [{ key }, against] = [compared.one, compared.other?.key ?? null];
    const one = comparable(valuesOf(key), key);
    const other = against === null ? comparable(rest, restKey(key)) : comparable(valuesOf(against), against);
    return one && other && one.length === other.length ? differenceOf(one, other) : null;
  });
  const scale = $derived.by((): DifferenceScale => {
    const { kind, domain } = encoding();
    if (kind === "contribution") return { domain, unit: "difference", shown: (value) => value };
    return differenceScale(kind, most(), rows.all?.spread?.sd ?? null);
  });
  const certain = $derived(effect ? certainNeurons(effect) : null);

  return {
    retry: answer.retry,
    get compared() {
      return compared;
    },
    /** One row minus the other, [neurons]; null while they are not there. */
    get values() {
      return values;
    },
    get effect() {
      return effect;
    },
    get effectless() {
      return effectless;
    },
    /** The order of the columns that goes by it. */
    get order() {
      return effectless === null ? EFFECT : DIFFERENCE;
    },
    /** Mask over neurons; null while it is not known. */
    get certain() {
      return certain;
    },
    get scale() {
      return scale;
    },
    get loading() {
      return answer.loading;
    },
    get error() {
      return answer.error;
    },
  };
}
