/** Views that are saved as files and opened from them, and why the last one could not be. */

import type { RunListing } from "../data/source";
import { sentenceOf } from "../data/http";
import { fileOfView, LARGEST_FILE, strangerTo, viewOfFile } from "./viewFile";
import type { View } from "./view";

interface Known {
  runs: () => RunListing[];
  /** With its defaults filled in, so that a file opens the same picture when the logs have grown. */
  exact: () => View;
  show: (view: View) => void;
}

export function createViewFile({ runs, exact, show }: Known) {
  let problem = $state<string | null>(null);

  /** One byte more than a view may have tells a file that is too large. */
  async function read(file: File): Promise<View> {
    const view = viewOfFile(file.name, await file.slice(0, LARGEST_FILE + 1).text());
    const stranger = strangerTo(runs(), view);
    if (stranger) throw new Error(`${JSON.stringify(file.name)} does not fit: ${stranger}`);
    return view;
  }

  return {
    content: () => fileOfView(exact()),
    async open(file: File): Promise<void> {
      problem = null;
      try {
        show(await read(file));
      } catch (failure) {
        problem = sentenceOf(failure);
      }
    },
    dismiss: () => void (problem = null),
    get problem() {
      return problem;
    },
  };
}
