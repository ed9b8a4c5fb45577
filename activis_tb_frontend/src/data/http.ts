/** The data source that asks the plugin's routes, by relative URLs, so that path prefixes and notebook proxies work. */

import { createCache } from "./cache";
import { decodeFrame } from "./frames";
import type {
  ActivationsAnswer,
  DataSource,
  GraphAnswer,
  InstanceDetail,
  InstancesAnswer,
  MatrixAnswer,
  Moment,
  ProjectionAnswer,
  RunsAnswer,
  SnapshotAnswer,
} from "./source";

const CACHE_BYTES = 256 * 2 ** 20;
/** Longer query strings are refused on the way (a GET line above 64 KiB is answered 414), so they are posted. */
const LONGEST_QUERY = 4000;

type Parameters = Record<string, string | number>;

/** What went wrong as one sentence, without TensorBoard's prefixes. */
export function sentenceOf(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure);
  const sentence = text.replace(/^(Not found|Invalid argument): /, "").trim();
  return /failed to fetch|networkerror|load failed/i.test(sentence)
    ? "TensorBoard does not answer; is it still running?"
    : sentence;
}

function query(route: string, parameters: Parameters): string {
  const pairs = Object.entries(parameters).map(([name, value]) => [name, String(value)]);
  return pairs.length ? `${route}?${new URLSearchParams(pairs)}` : route;
}

async function ask(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (response.ok) return response;
  const text = response.headers.get("content-type")?.startsWith("text/plain") ? await response.text() : "";
  throw new Error(text || `TensorBoard answered ${response.status} to ${JSON.stringify(url.split("?")[0])}`);
}

function withSignal(signal: AbortSignal | undefined): RequestInit {
  return signal ? { signal } : {};
}

function at(moment: Moment): Parameters {
  return { run: moment.run, instance_set: moment.instance_set, step: moment.step };
}

function postOf(parameters: Parameters, signal: AbortSignal | undefined): RequestInit {
  const body = { ...parameters, rows: JSON.parse(String(parameters.rows)) as unknown };
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body), ...withSignal(signal) };
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
      const text = await (await ask(url, withSignal(signal))).text();
      return [JSON.parse(text) as T, text.length * 4];
    });
  }

  function frame<T>(recording: string, route: string, parameters: Parameters, signal?: AbortSignal): Promise<T> {
    const url = query(route, parameters);
    return cached(`${recording} ${url}`, async () => {
      const long = url.length > LONGEST_QUERY && "rows" in parameters;
      const response = await (long ? ask(route, postOf(parameters, signal)) : ask(url, withSignal(signal)));
      const buffer = await response.arrayBuffer();
      const { header, arrays } = decodeFrame<object>(buffer);
      return [{ ...header, ...arrays } as T, buffer.byteLength * 2];
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
    fetchMatrix: (moment, layer, rows, signal) =>
      frame<MatrixAnswer>(moment.recording, "matrix", { ...at(moment), layer, rows: JSON.stringify(rows) }, signal),
    fetchActivations: (moment, layer, signal) =>
      frame<ActivationsAnswer>(moment.recording, "activations", { ...at(moment), layer }, signal),
    fetchProjection: (moment, layer, signal) =>
      frame<ProjectionAnswer>(moment.recording, "projection", { ...at(moment), layer, method: "pca" }, signal),
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
    thumbnailsUrl: ({ run, instance_set, recording }, page) =>
      query("thumbnails", { run, instance_set, page, recording }),
  };
}
