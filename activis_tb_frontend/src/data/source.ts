/** What the page can ask for: the interface that every source of answers fulfils; the answers of docs/http_api.md as types, by subject. */

import type { ChangedAnswer } from "./changedAnswers";
import type { CkaAnswer, CkaProgress } from "./ckaAnswers";
import type { InstanceDetail, InstancesAnswer, SearchAnswer } from "./instanceAnswers";
import type {
  ActivationsAnswer,
  CorrespondenceAnswer,
  MatrixAnswer,
  OrderAnswer,
  RowAddress,
  SampledAnswer,
  ValuesAnswer,
} from "./matrixAnswers";
import type { HeadAnswer, NeuronAnswer, NeuronsAnswer } from "./neuronAnswers";
import type { Anchor, MapAnswer, Neighbor, ProjectionAnswer, SharedAnswer } from "./projectionAnswers";
import type { GraphAnswer, HealthAnswer, RunsAnswer, SnapshotAnswer } from "./recordedAnswers";
import type { ColumnsAnswer, ConditionAnswer, EffectAnswer, GroupsAnswer, Selection } from "./selectionAnswers";

export type * from "./changedAnswers";
export type * from "./ckaAnswers";
export type * from "./instanceAnswers";
export type * from "./matrixAnswers";
export type * from "./neuronAnswers";
export type * from "./projectionAnswers";
export type * from "./recordedAnswers";
export type * from "./selectionAnswers";

/** One snapshot: what every question below is asked about. */
export interface Moment {
  run: string;
  instance_set: string;
  step: number;
  /** Part of every cache key: a script that records again changes it. */
  recording: string;
}

export interface DataSource {
  fetchRuns(signal?: AbortSignal): Promise<RunsAnswer>;
  /** All of TensorBoard's runs in its order, for their colors; empty when nobody answers. */
  fetchTensorBoardRuns(signal?: AbortSignal): Promise<string[]>;
  fetchSnapshot(moment: Moment, signal?: AbortSignal): Promise<SnapshotAnswer>;
  fetchGraph(run: string, recording: string, signal?: AbortSignal): Promise<GraphAnswer>;
  /** Of all steps up to `last`. */
  fetchHealth(moment: Moment, last: number, signal?: AbortSignal): Promise<HealthAnswer>;
  fetchMatrix(moment: Moment, layer: string, rows: RowAddress[], signal?: AbortSignal): Promise<MatrixAnswer>;
  /** Only the values of rows, a fifth of their statistics. */
  fetchValues(moment: Moment, layer: string, rows: RowAddress[], signal?: AbortSignal): Promise<ValuesAnswer>;
  /** The partners of a layer's neurons in the same layer at another moment; without a mode their correlations decide. */
  fetchCorrespondence(
    moment: Moment,
    layer: string,
    other: Moment,
    mode: string | null,
    signal?: AbortSignal,
  ): Promise<CorrespondenceAnswer>;
  /** The order in which neighboring neurons are most alike over `rows`; at most 512 neurons. */
  fetchOrder(moment: Moment, layer: string, rows: RowAddress[], signal?: AbortSignal): Promise<OrderAnswer>;
  fetchActivations(moment: Moment, layer: string, signal?: AbortSignal): Promise<ActivationsAnswer>;
  /** With an anchor, where that has the instances, too. */
  fetchProjection(
    moment: Moment,
    layer: string,
    anchor: Anchor | null,
    signal?: AbortSignal,
  ): Promise<ProjectionAnswer>;
  /** The t-SNE of a layer, as far as it is; begun if need be and `start` says so. */
  fetchMap(
    moment: Moment,
    layer: string,
    anchor: Anchor | null,
    start: boolean,
    signal?: AbortSignal,
  ): Promise<MapAnswer>;
  /** By their ids. */
  fetchShared(moment: Moment, other: Moment, signal?: AbortSignal): Promise<SharedAnswer>;
  cancelMap(moment: Moment, layer: string, anchor: Anchor | null): Promise<void>;
  /** How similar the layers of a moment are to those of another, or of the same, or how far that is. */
  fetchCka(moment: Moment, other: Moment, signal?: AbortSignal): Promise<CkaAnswer | CkaProgress>;
  /** Which instances are right at one of two moments and wrong at the other. */
  fetchChanged(moment: Moment, other: Moment, signal?: AbortSignal): Promise<ChangedAnswer>;
  cancelCka(moment: Moment, other: Moment): Promise<void>;
  /** The ten sampled instances with the highest cosine to the one in a table row, in all of a layer's dimensions. */
  fetchNeighbors(moment: Moment, layer: string, row: number, signal?: AbortSignal): Promise<Neighbor[]>;
  fetchInstances(moment: Moment, signal?: AbortSignal): Promise<InstancesAnswer>;
  /** Details of at most 200 instances, by table row or by id. */
  fetchInstance(
    moment: Moment,
    wanted: { rows: number[] } | { ids: string[] },
    signal?: AbortSignal,
  ): Promise<InstanceDetail[]>;
  /** Looks for a text in ids and text columns of all instances; all that hold it without a `limit`. */
  fetchSearch(moment: Moment, text: string, limit?: number, signal?: AbortSignal): Promise<SearchAnswer>;
  fetchCondition(moment: Moment, selection: Selection, signal?: AbortSignal): Promise<ConditionAnswer>;
  fetchColumns(moment: Moment, selection: Selection | null, signal?: AbortSignal): Promise<ColumnsAnswer>;
  /** All instances by a column's values, or by `bins` bins of its numbers. */
  fetchGroups(moment: Moment, column: string, bins: number, signal?: AbortSignal): Promise<GroupsAnswer>;
  /** The activation of a neuron, or the cosine to an instance's activations, of each sampled instance. */
  fetchSampled(
    moment: Moment,
    layer: string,
    of: { neuron: number } | { instance: string },
    signal?: AbortSignal,
  ): Promise<SampledAnswer>;
  /** `against` null is the rest of the instances. */
  fetchEffect(
    moment: Moment,
    layer: string,
    selection: Selection,
    against: Selection | null,
    signal?: AbortSignal,
  ): Promise<EffectAnswer>;
  /** What each neuron is like; `where` is a condition over that, "" for none. */
  /** Only of a layer whose summary says that it has a head. */
  fetchHead(moment: Moment, layer: string, signal?: AbortSignal): Promise<HeadAnswer>;
  fetchNeurons(moment: Moment, layer: string, where: string, signal?: AbortSignal): Promise<NeuronsAnswer>;
  /** One neuron, and how the instances of at most 32 subsets activate it. */
  fetchNeuron(
    moment: Moment,
    layer: string,
    neuron: number,
    selections: Selection[],
    signal?: AbortSignal,
  ): Promise<NeuronAnswer>;
  thumbnailsUrl(moment: Moment, page: number): string;
}
