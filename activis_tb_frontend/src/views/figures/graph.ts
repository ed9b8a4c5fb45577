/** The figure of the computation graph as far as it is unfolded, and all of its nodes and edges. */

import { csvOf, type Cell } from "../../draw/csv";
import { drawGraphFigure } from "../../graph/figure";
import type { Figure } from "../../state/figures.svelte";
import type { Page } from "../../state/page.svelte";
import { graphColors } from "../healthColors";
import { fileName, subtitleOf, themed } from "./place";

function svgOf(page: Page): string {
  const colors = graphColors(page);
  return drawGraphFigure({
    title: "Computation graph",
    subtitle: colors ? subtitleOf(page) : (page.run?.name ?? ""),
    dark: page.dark,
    visible: page.folds.visible ?? { nodes: [], edges: [] },
    dashed: page.graph.value?.order === "call order",
    open: page.openLayers,
    colors: colors && { ...colors, unit: colors.measure.label.toLowerCase() },
  });
}

const HEAD = ["what", "id", "name", "type", "function", "shape", "parameters", "scope", "layer", "from", "to"];

/** A line per node, then one per edge, those in folded blocks with them. */
function tableOf({ folds }: Page): Cell[][] {
  const { nodes, edges } = folds.structure?.graph ?? { nodes: [], edges: [] };
  const nodeLines = nodes.map((node): Cell[] => {
    const shape = node.shape?.map((length) => length ?? "n").join(" × ") ?? null;
    const parameters = node.kind === "operation" ? node.parameters : null;
    const { kind, id, name, type, scope, layer } = node;
    return [kind, id, name, type, node.function, shape, parameters, scope, layer, null, null];
  });
  const blank = HEAD.slice(1, -2).map(() => null);
  return [HEAD, ...nodeLines, ...edges.map(([from, to]): Cell[] => ["edge", ...blank, from, to])];
}

export function graphFigure(page: Page): Figure {
  return {
    name: "Computation graph",
    file: fileName(page, "graph"),
    svg: (dark) => svgOf(themed(page, dark)),
    csv: () => Promise.resolve(csvOf(tableOf(page))),
  };
}
