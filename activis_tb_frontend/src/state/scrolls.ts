/** How far the page's panels are scrolled, so that going back brings a place back as it was left. */

import type { Attachment } from "svelte/attachments";

export interface Scrolls {
  /** `{@attach scrolls.keep("layers")}` on what scrolls. */
  keep(name: string): Attachment<HTMLElement>;
  /** Remembers for an address how far everything is scrolled. */
  leave(hash: string): void;
  /** Brings back how it was left, where that is known. */
  arrive(hash: string): void;
}

export function createScrolls(): Scrolls {
  const elements = new Map<string, HTMLElement>();
  const left = new Map<string, Map<string, number>>();

  return {
    keep: (name) => (element) => {
      elements.set(name, element);
      return () => elements.delete(name);
    },
    leave(hash) {
      left.set(hash, new Map([...elements].map(([name, element]) => [name, element.scrollTop])));
    },
    arrive(hash) {
      for (const [name, top] of left.get(hash) ?? []) elements.get(name)?.scrollTo({ top });
    },
  };
}
