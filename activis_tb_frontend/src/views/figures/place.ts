/** What all figures of a page share: the theme they are drawn in, the words below their titles, the names of their files. */

import { inksOf } from "../../draw/color";
import { counted } from "../../draw/numbers";
import { colorsOf } from "../../state/palette.svelte";
import type { Page } from "../../state/page.svelte";
import { markOfRun } from "../runs";

/** The page as it is in a theme: its colors are that theme's, all else is the page itself. */
export function themed(page: Page, dark: boolean): Page {
  const colors = colorsOf(page.snapshot.value, page.bins, dark);
  const properties = { dark: { value: dark }, inks: { value: inksOf(dark) }, colors: { value: colors } };
  return Object.create(page, properties) as Page;
}

/** "narrow · step 12 · validation, 500 instances". */
export function subtitleOf(page: Page, moment = page.moment): string {
  const { snapshot } = page;
  if (!moment || !snapshot.value) return "";
  const { unit, n } = snapshot.value;
  const n_instances = counted(n, unit === "example" ? "instance" : unit);
  return [markOfRun(page, moment.run).name, `step ${moment.step}`, `${moment.instance_set}, ${n_instances}`].join(
    " · ",
  );
}

const LONGEST_NAME = 120;

/** The name of a file for something of this moment, of letters, digits and a few signs that every system takes. */
export function fileName(page: Page, ...parts: string[]): string {
  const { moment } = page;
  const all = [page.run?.name ?? "", ...parts, moment ? `step${moment.step}` : ""];
  const safe = all.map((part) => part.replace(/[^\p{L}\p{N}._-]+/gu, "_").replace(/^[._-]+|[._-]+$/g, ""));
  return safe.filter(Boolean).join("-").slice(0, LONGEST_NAME) || "activis";
}
