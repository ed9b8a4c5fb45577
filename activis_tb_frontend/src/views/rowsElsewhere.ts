/** The rows of other steps, data sets and runs. */

import { elsewhereKey, type Elsewhere } from "../state/elsewhere";
import type { Layer } from "../state/layer.svelte";
import type { Page } from "../state/page.svelte";
import { isWeak } from "../state/rows";
import { referenceOf } from "../state/view";
import { colorOfKey, nameOfKey, placeOf } from "./rowNames";
import type { Row } from "./rows";
import { markOfRun } from "./runs";

function rowElsewhere(page: Page, layer: Layer, beside: Elsewhere): Row {
  const [of, key] = [beside.row, elsewhereKey(beside)];
  const statistics = layer.statisticsOf(key);
  const isInstance = referenceOf(of)?.kind === "instance";
  const place = placeOf(page, beside);
  return {
    key,
    label: place,
    title: `${nameOfKey(page, of)} of ${place}`,
    n: isInstance || statistics?.problem ? null : (statistics?.n ?? null),
    weak: !isInstance && isWeak(statistics?.n ?? 0),
    group: "",
    fill: colorOfKey(page, of),
    border: null,
    ...(beside.run === null ? {} : { run: markOfRun(page, beside.run) }),
    values: layer.shownOf(key) && layer.valuesOf(key),
    problem: statistics?.problem ?? layer.headsElsewhere.of(key)?.problem ?? null,
  };
}

/** Those asked for one by one: of one row together, under its name. */
export function rowsElsewhere(page: Page, layer: Layer): Row[] {
  const names = [...new Set(page.besideSingly.map(({ row }) => row))];
  return names.flatMap((of) =>
    page.besideSingly
      .filter(({ row }) => row === of)
      .map((beside, index) => ({
        ...rowElsewhere(page, layer, beside),
        group: index ? "" : `${nameOfKey(page, of)} elsewhere`,
      })),
  );
}

/** Every row followed by what it is in the ticked runs; what is wrong with all rows of a run is said once. */
export function withTicked(page: Page, layer: Layer, rows: Row[]): Row[] {
  const said = new Set<string>();
  function isNew(run: string | null, problem: string | null): boolean {
    const sentence = JSON.stringify([run, problem]);
    const isKnown = problem !== null && said.has(sentence);
    said.add(sentence);
    return !isKnown;
  }
  return rows.flatMap((own) => [
    own,
    ...page.ticked.rows
      .filter(({ row }) => row === own.key)
      .map((beside) => ({ run: beside.run, row: { ...rowElsewhere(page, layer, beside), under: true } }))
      .filter(({ run, row }) => isNew(run, row.problem))
      .map(({ row }) => row),
  ]);
}
