/** What is under the pointer or the keyboard's focus: transient, the same thing in every view, settled once a frame. */

export interface Hovered {
  /** Table row of an instance; -1 for none. */
  instance: number;
  /** Key of a subset or confusion cell. */
  key: string | null;
  layer: string | null;
  /** Id of a node of the graph. */
  node: string | null;
  /** A cell of a layer's matrix, by row key and neuron. */
  cell: { layer: string; key: string; neuron: number } | null;
}

export interface Hover extends Readonly<Hovered> {
  /** What it is before it is drawn: a key that follows another one cannot wait for the frame. */
  now(): Readonly<Hovered>;
  set(part: Partial<Hovered>): void;
  clear(): void;
}

const NOTHING: Hovered = { instance: -1, key: null, layer: null, node: null, cell: null };

export function createHover(nextFrame: (settle: () => void) => unknown = requestAnimationFrame): Hover {
  let current = $state.raw(NOTHING);
  let pending: Partial<Hovered> | null = null;

  function settle(): void {
    if (pending) current = { ...current, ...pending };
    pending = null;
  }

  function set(part: Partial<Hovered>): void {
    if (!pending) nextFrame(settle);
    pending = { ...pending, ...part };
  }

  return {
    get instance() {
      return current.instance;
    },
    get key() {
      return current.key;
    },
    get layer() {
      return current.layer;
    },
    get node() {
      return current.node;
    },
    get cell() {
      return current.cell;
    },
    now: () => ({ ...current, ...pending }),
    set,
    clear: () => set(NOTHING),
  };
}
