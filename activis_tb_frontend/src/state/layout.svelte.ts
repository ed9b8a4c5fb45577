/** How the user arranged the page: sizes and folds, kept by the browser and never part of a link. */

export interface Layout {
  /** Widths of the side columns and of the projections, height of the graph; null leaves them to the page. */
  left: number | null;
  right: number | null;
  map: number | null;
  graph: number | null;
  leftFolded: boolean;
  rightFolded: boolean;
  /** Whether the line of findings is shown. */
  findings: boolean;
}

export const firstLayout: Layout = {
  left: null,
  right: null,
  map: null,
  graph: null,
  leftFolded: false,
  rightFolded: false,
  findings: true,
};

const KEY = "activis.layout";

/** The layout that stored JSON describes; what is missing or wrong is as at first. */
export function layoutOf(json: string | null): Layout {
  let known: Record<string, unknown> = {};
  try {
    known = (JSON.parse(json ?? "{}") ?? {}) as Record<string, unknown>;
  } catch {
    return firstLayout;
  }
  const kept = Object.entries(firstLayout).map(([name, first]) => {
    const value = known[name];
    const fits = first === null ? Number.isFinite(value) && (value as number) > 0 : typeof value === "boolean";
    return [name, fits ? value : first];
  });
  return Object.fromEntries(kept) as unknown as Layout;
}

/** The browser's store; null where it is forbidden. */
function store(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function createLayout(storage: Storage | null = store()) {
  let layout = $state.raw(layoutOf(storage?.getItem(KEY) ?? null));

  function arrange(part: Partial<Layout>): void {
    layout = { ...layout, ...part };
    try {
      storage?.setItem(KEY, JSON.stringify(layout));
    } catch {
      // A full store forgets the arrangement; the page works on.
    }
  }

  return {
    arrange,
    get layout() {
      return layout;
    },
  };
}
