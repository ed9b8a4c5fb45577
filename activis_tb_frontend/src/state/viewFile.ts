/** A view as a small JSON file, for what is too long for a link; a file that is opened may come from anybody, so nothing of it is taken on trust. */

import type { RunListing } from "../data/source";
import { VIEW_VERSION, viewOf, type View } from "./view";

/** What our files say of themselves. */
const KIND = "ActiVis view";
/** Bytes; the longest lists of instances are far below. */
export const LARGEST_FILE = 4 * 2 ** 20;

export function fileOfView(view: View): string {
  return `${JSON.stringify({ kind: KIND, version: VIEW_VERSION, view }, null, 1)}\n`;
}

/** Whether all that was read is what the file has there; what the file does not have has its default, what it has beyond is ignored. */
function isTaken(read: unknown, given: unknown): boolean {
  if (given === undefined || read === given) return true;
  if (typeof read !== "object" || typeof given !== "object" || read === null || given === null) return false;
  if (Array.isArray(read))
    return Array.isArray(given) && read.length === given.length && read.every((one, i) => isTaken(one, given[i]));
  const fields = given as Record<string, unknown>;
  return Object.entries(read).every(([key, value]) =>
    isTaken(value, Object.hasOwn(fields, key) ? fields[key] : undefined),
  );
}

/** Names in a sentence: of what comes from a file, only the beginning. */
const LONGEST_QUOTED = 120;
const quoted = (text: string): string =>
  JSON.stringify(text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text);

function parsed(content: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(content)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The view in a file's text; an error says in a sentence why there is none. */
export function viewOfFile(name: string, content: string): View {
  if (content.length > LARGEST_FILE) throw new Error(`${quoted(name)} is too large for a view of ActiVis`);
  const { kind, version, view } = parsed(content);
  if (kind !== KIND || typeof view !== "object" || view === null)
    throw new Error(`${quoted(name)} is not a view of ActiVis; save one with "Export" on the page`);
  if (version !== VIEW_VERSION)
    throw new Error(`${quoted(name)} is a view of another version of ActiVis; this one reads version ${VIEW_VERSION}`);
  const read = viewOf(view);
  const wrong = Object.entries(read).find(([key, value]) => !isTaken({ [key]: value }, view));
  if (!wrong) return read;
  throw new Error(`${quoted(name)} is a damaged view of ActiVis: what it has as ${quoted(wrong[0])} is none`);
}

/** Why a view is not of these runs, as a sentence; null where it is. */
export function strangerTo(runs: RunListing[], { run, set }: Pick<View, "run" | "set">): string | null {
  const known = runs.find((listed) => listed.run === run);
  if (run !== null && !known) return `this is a view of run ${quoted(run)}, which is not here`;
  const sets = (known ? [known] : runs).flatMap(({ instance_sets }) => instance_sets);
  if (set === null || sets.some(({ name }) => name === set)) return null;
  return `this is a view of data set ${quoted(set)}, which is not here`;
}
