/** One request to a route of the plugin: by a short URL, or posted where it is long. */

import type { Moment } from "./source";

/** Longer query strings are refused on the way (a GET line above 64 KiB is answered 414), so they are posted. */
const LONGEST_QUERY = 4000;

const POSTED = new Set(["matrix", "order", "condition", "columns", "effect", "neuron"]);

export type Parameters = Record<string, string | number>;

export function query(route: string, parameters: Parameters): string {
  const pairs = Object.entries(parameters).map(([name, value]) => [name, String(value)]);
  return pairs.length ? `${route}?${new URLSearchParams(pairs)}` : route;
}

export async function ask(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (response.ok) return response;
  const text = response.headers.get("content-type")?.startsWith("text/plain") ? await response.text() : "";
  throw new Error(text || `TensorBoard answered ${response.status} to ${JSON.stringify(url.split("?")[0])}`);
}

export function withSignal(signal: AbortSignal | undefined): RequestInit {
  return signal ? { signal } : {};
}

export function at(moment: Moment): Parameters {
  return { run: moment.run, instance_set: moment.instance_set, step: moment.step };
}

/** A second moment beside the first. */
export function beside(other: Moment): Parameters {
  return { other_run: other.run, other_instance_set: other.instance_set, other_step: other.step };
}

/** Ends a computation of the server. */
export async function cancel(route: string, parameters: Parameters): Promise<void> {
  const headers = { "Content-Type": "application/json", "X-ActiVis": "1" };
  await ask(`${route}/cancel`, { method: "POST", headers, body: JSON.stringify(parameters) });
}

/** Parameters that hold JSON. */
const PARSED = ["rows", "selection", "against", "selections"];

function postOf(parameters: Parameters, signal: AbortSignal | undefined): RequestInit {
  const body: Record<string, unknown> = { ...parameters };
  for (const name of PARSED) if (name in parameters) body[name] = JSON.parse(String(parameters[name]));
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body), ...withSignal(signal) };
}

/** Many addresses of rows and long conditions do not fit into a URL. */
export function asked(
  route: string,
  url: string,
  parameters: Parameters,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const long = url.length > LONGEST_QUERY && POSTED.has(route);
  return long ? ask(route, postOf(parameters, signal)) : ask(url, withSignal(signal));
}
