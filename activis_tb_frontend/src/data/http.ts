/** The data source that asks the plugin's routes, by relative URLs, so that path prefixes and notebook proxies work. */

import { ask, asked, at, beside, cancel, query, withSignal, type Parameters } from "./asking";
import { createCache } from "./cache";
import { decodeFrame } from "./frames";
import type {
  ActivationsAnswer,
  Anchor,
  ChangedAnswer,
  CkaAnswer,
  CkaProgress,
  ColumnsAnswer,
  ConditionAnswer,
  CorrespondenceAnswer,
  DataSource,
  EffectAnswer,
  GraphAnswer,
  GroupsAnswer,
  HeadAnswer,
  HealthAnswer,
  InstanceDetail,
  InstancesAnswer,
  MapAnswer,
  MatrixAnswer,
  Neighbor,
  NeuronAnswer,
  NeuronsAnswer,
  OrderAnswer,
  ProjectionAnswer,
  RunsAnswer,
  SampledAnswer,
  SearchAnswer,
  SharedAnswer,
  SnapshotAnswer,
  ValuesAnswer,
} from "./source";

function following(anchor: Anchor | null): Parameters {
  return anchor ? { anchor_run: anchor.run, anchor_step: anchor.step } : {};
}

const CACHE_BYTES = 256 * 2 ** 20;

/** What went wrong as one sentence, with its capital and full stop and without TensorBoard's prefixes. */
export function sentenceOf(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  const said = text.replace(/^(Not found|Invalid argument): /, "").trim();
  if (/failed to fetch|networkerror|load failed/i.test(said))
    return "TensorBoard does not answer; is it still running?";
  const sentence = said.charAt(0).toUpperCase() + said.slice(1);
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}

export function createHttpSource(): DataSource {
  const cache = createCache(CACHE_BYTES);

  async function cached<T>(key: string, load: () => Promise<[T, number]>): Promise<T> {
    const known = cache.get(key) as T | undefined;
    if (known !== undefined) return known;
    const [answer, bytes] = await load();
    cache.set(key, answer, bytes);
    return answer;
  }

  function json<T>(recording: string, route: string, parameters: Parameters, signal?: AbortSignal): Promise<T> {
    const url = query(route, parameters);
    return cached(`${recording} ${url}`, async () => {
      const text = await (await asked(route, url, parameters, signal)).text();
      return [JSON.parse(text) as T, text.length * 4];
    });
  }

  function frame<T>(recording: string, route: string, parameters: Parameters, signal?: AbortSignal): Promise<T> {
    const url = query(route, parameters);
    return cached(`${recording} ${url}`, async () => {
      const response = await asked(route, url, parameters, signal);
      const buffer = await response.arrayBuffer();
      const { header, arrays } = decodeFrame<object>(buffer);
      const isFinal = response.status === 200;
      return [{ ...header, ...arrays } as T, isFinal ? buffer.byteLength * 2 : Infinity];
    });
  }

  return {
    fetchRuns: async (signal) => (await ask("runs", withSignal(signal))).json() as Promise<RunsAnswer>,
    fetchTensorBoardRuns: async (signal) => {
      const response = await fetch("../../runs", withSignal(signal));
      return response.ok ? ((await response.json()) as string[]) : [];
    },
    fetchSnapshot: (moment, signal) => json<SnapshotAnswer>(moment.recording, "snapshot", at(moment), signal),
    fetchGraph: (run, recording, signal) => json<GraphAnswer>(recording, "graph", { run }, signal),
    fetchHealth: ({ run, instance_set, recording }, last, signal) =>
      json<HealthAnswer>(`${recording} to ${last}`, "health", { run, instance_set }, signal),
    fetchMatrix: (moment, layer, rows, signal) =>
      frame<MatrixAnswer>(moment.recording, "matrix", { ...at(moment), layer, rows: JSON.stringify(rows) }, signal),
    fetchValues: (moment, layer, rows, signal) => {
      const which = { layer, rows: JSON.stringify(rows), measures: "value" };
      return frame<ValuesAnswer>(moment.recording, "matrix", { ...at(moment), ...which }, signal);
    },
    fetchCorrespondence: (moment, layer, other, mode, signal) => {
      const { run: other_run, instance_set: other_instance_set, step: other_step } = other;
      const asked = { ...at(moment), layer, other_run, other_instance_set, other_step, ...(mode && { mode }) };
      return frame<CorrespondenceAnswer>(`${moment.recording} ${other.recording}`, "correspondence", asked, signal);
    },
    fetchOrder: (moment, layer, rows, signal) =>
      json<OrderAnswer>(moment.recording, "order", { ...at(moment), layer, rows: JSON.stringify(rows) }, signal),
    fetchActivations: (moment, layer, signal) =>
      frame<ActivationsAnswer>(moment.recording, "activations", { ...at(moment), layer }, signal),
    fetchProjection: (moment, layer, anchor, signal) => {
      const asked = { ...at(moment), layer, method: "pca", ...following(anchor) };
      return frame<ProjectionAnswer>(moment.recording, "projection", asked, signal);
    },
    fetchMap: (moment, layer, anchor, start, signal) => {
      const asked = { ...at(moment), layer, method: "tsne", start: start ? "yes" : "no", ...following(anchor) };
      return frame<MapAnswer>(moment.recording, "projection", asked, signal);
    },
    fetchShared: (moment, other, signal) => {
      const recordings = `${moment.recording} ${other.recording}`;
      return frame<SharedAnswer>(recordings, "shared", { ...at(moment), ...beside(other) }, signal);
    },
    cancelMap: (moment, layer, anchor) => cancel("projection", { ...at(moment), layer, ...following(anchor) }),
    fetchCka: (moment, other, signal) => {
      const recordings = `${moment.recording} ${other.recording}`;
      return frame<CkaAnswer | CkaProgress>(recordings, "cka", { ...at(moment), ...beside(other) }, signal);
    },
    fetchChanged: (moment, other, signal) => {
      const recordings = `${moment.recording} ${other.recording}`;
      return json<ChangedAnswer>(recordings, "changed", { ...at(moment), ...beside(other) }, signal);
    },
    cancelCka: (moment, other) => cancel("cka", { ...at(moment), ...beside(other) }),
    fetchNeighbors: async (moment, layer, row, signal) => {
      const asked = { ...at(moment), layer, row };
      return (await json<{ neighbors: Neighbor[] }>(moment.recording, "neighbors", asked, signal)).neighbors;
    },
    fetchInstances: (moment, signal) => frame<InstancesAnswer>(moment.recording, "instances", at(moment), signal),
    fetchInstance: async (moment, wanted, signal) => {
      const which: Parameters =
        "rows" in wanted ? { rows: wanted.rows.join(",") } : { ids: JSON.stringify(wanted.ids) };
      const answer = await json<{ instances: InstanceDetail[] }>(
        moment.recording,
        "instance",
        { ...at(moment), ...which },
        signal,
      );
      return answer.instances;
    },
    fetchSearch: (moment, text, limit, signal) =>
      frame<SearchAnswer>(
        moment.recording,
        "search",
        { ...at(moment), text, ...(limit === undefined ? {} : { limit }) },
        signal,
      ),
    fetchCondition: (moment, selection, signal) =>
      frame<ConditionAnswer>(
        moment.recording,
        "condition",
        { ...at(moment), selection: JSON.stringify(selection) },
        signal,
      ),
    fetchColumns: (moment, selection, signal) =>
      json<ColumnsAnswer>(
        moment.recording,
        "columns",
        { ...at(moment), ...(selection ? { selection: JSON.stringify(selection) } : {}) },
        signal,
      ),
    fetchGroups: (moment, column, bins, signal) =>
      frame<GroupsAnswer>(moment.recording, "groups", { ...at(moment), column, bins }, signal),
    fetchSampled: (moment, layer, of, signal) =>
      frame<SampledAnswer>(moment.recording, "sampled", { ...at(moment), layer, ...of }, signal),
    fetchEffect: (moment, layer, selection, against, signal) =>
      frame<EffectAnswer>(
        moment.recording,
        "effect",
        {
          ...at(moment),
          layer,
          selection: JSON.stringify(selection),
          ...(against ? { against: JSON.stringify(against) } : {}),
        },
        signal,
      ),
    fetchHead: (moment, layer, signal) => frame<HeadAnswer>(moment.recording, "head", { ...at(moment), layer }, signal),
    fetchNeurons: (moment, layer, where, signal) =>
      frame<NeuronsAnswer>(moment.recording, "neurons", { ...at(moment), layer, ...(where ? { where } : {}) }, signal),
    fetchNeuron: (moment, layer, neuron, selections, signal) => {
      const which = { layer, neuron, selections: JSON.stringify(selections) };
      return json<NeuronAnswer>(moment.recording, "neuron", { ...at(moment), ...which }, signal);
    },
    thumbnailsUrl: ({ run, instance_set, recording }, page) =>
      query("thumbnails", { run, instance_set, page, recording }),
  };
}
