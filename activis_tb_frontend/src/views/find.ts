/** What a few typed letters may mean: a layer, a node or a scope of the graph, or a neuron. */

import type { LayerSummary } from "../data/source";
import { scopeId } from "../graph/fold";
import { nodeOfLayer } from "../graph/locate";
import { lastOf, parentOf } from "../graph/scopes";
import type { Structure } from "../graph/structure";

export interface Match {
  kind: "layer" | "node" | "neuron";
  name: string;
  /** Said beside the name. */
  note: string;
  /** The node of the graph to show, if it has one. */
  node: string | null;
  layer: string | null;
  neuron: number | null;
}

const MOST_LAYERS = 5;
const MOST_NODES = 7;
const MOST_NEURONS = 3;

/** How well a name fits a text: 0 it is the name, 1 its start, 2 the start of a word, 3 within; null not at all. */
export function fitOf(name: string, text: string): number | null {
  const [whole, part] = [name.toLowerCase(), text.toLowerCase()];
  const place = whole.indexOf(part);
  if (place < 0) return null;
  if (place === 0) return whole.length === part.length ? 0 : 1;
  return whole.split(/[_./:\s-]/).some((word) => word.startsWith(part)) ? 2 : 3;
}

/** The items with a fitting name, the best first; ties in the order given. */
function best<T>(items: T[], text: string, nameOf: (item: T) => string, most: number): T[] {
  const fits = items.map((item) => ({ item, fit: fitOf(nameOf(item), text) }));
  const found = fits.filter(({ fit }) => fit !== null).sort((a, b) => a.fit! - b.fit!);
  return found.slice(0, most).map(({ item }) => item);
}

/** Layers, then nodes, then neurons; a neuron without a layer is one of `open`. */
export function findMatches(
  text: string,
  layers: LayerSummary[],
  structure: Structure | null,
  open: string | null,
): Match[] {
  if (text === "") return [];
  return [...layersNamed(text, layers, structure), ...nodesNamed(text, structure), ...neuronsNamed(text, layers, open)];
}

function layersNamed(text: string, layers: LayerSummary[], structure: Structure | null): Match[] {
  return best(layers, text, ({ name }) => name, MOST_LAYERS).map(({ name, type }) => {
    const node = structure && nodeOfLayer(structure.graph, name);
    return { kind: "layer", name, note: type, node, layer: name, neuron: null };
  });
}

/** Operations, the inputs of the model, and scopes; the tensor that an operation makes is found with it. */
function nodesNamed(text: string, structure: Structure | null): Match[] {
  if (structure === null) return [];
  const { graph, scopes } = structure;
  const produced = new Set(graph.edges.map(([, to]) => to));
  const nodes = graph.nodes.filter(
    ({ id, kind, layer }) => kind === "operation" || (!produced.has(id) && layer === null),
  );
  const named = [
    ...nodes.map(({ id, name, type, scope }) => ({
      id,
      name,
      note: [type || "input", scope].filter(Boolean).join(" · "),
    })),
    ...[...scopes].map((scope) => ({
      id: scopeId(scope),
      name: lastOf(scope),
      note: ["block", parentOf(scope)].filter(Boolean).join(" · "),
    })),
  ];
  const whole = best(named, text, ({ name }) => name, MOST_NODES);
  const found = whole.length > 0 ? whole : best(named, text, ({ id }) => id, MOST_NODES);
  return found.map(({ id, name, note }) => ({ kind: "node", name, note, node: id, layer: null, neuron: null }));
}

/** "hidden 73" is the neuron 73 of the layer hidden, "73" that of the open layer. */
function neuronsNamed(text: string, layers: LayerSummary[], open: string | null): Match[] {
  const [, layerText, digits] = /^(?:(.*?)[\s#:]+)?(\d+)$/.exec(text) ?? [];
  if (digits === undefined) return [];
  const meant = layerText
    ? best(layers, layerText, ({ name }) => name, MOST_NEURONS)
    : layers.filter(({ name }) => name === open);
  const neuron = Number(digits);
  return meant
    .filter(({ n_neurons }) => neuron < n_neurons)
    .map(({ name }) => ({ kind: "neuron", name: `neuron ${neuron}`, note: name, node: null, layer: name, neuron }));
}
