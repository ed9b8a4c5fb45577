/** What of a graph is seen: its layout, and the part of it that was zoomed and panned to. */

import { fitView, panBy, revealPoint, toScreen, zoomAt, type View } from "../draw/viewport";
import { anchored, firstView, glyphScale, isWhole, keptView, naturalHeight, wholeView, zoomBounds } from "./fit";
import { scopeId, type VisibleGraph } from "./fold";
import { layoutGraph, type Layout, type Measure, type PlacedNode } from "./layout";
import { layoutLine } from "./line";
import { badgeOf } from "./locate";
import { isWithin } from "./scopes";
import type { Point } from "./place";

export interface Subject {
  visible: () => VisibleGraph;
  /** A strip without names. */
  strip: () => boolean;
  /** Open layers, the uppermost panel's first. */
  open: () => string[];
  /** The node to show in passing, null for none. */
  passing: () => string | null;
}

/** From the sides of the picture; in a strip as far as there is room for it. */
const PADDING = 24;
const KEY_ZOOM = 1.4;

export type Picture = ReturnType<typeof createPicture>;

export function createPicture(subject: Subject) {
  let width = $state(0);
  let height = $state(0);
  let measure: Measure = $state.raw((text) => 6 * text.length);
  let moved: View | null = $state.raw(null);

  const layout = $derived((subject.strip() ? layoutLine : layoutGraph)(subject.visible(), measure));
  const byId = $derived(new Map(layout.nodes.map((node) => [node.id, node])));
  const opened = $derived(layout.nodes.find((node) => badgeOf(node, subject.open()) === 1) ?? null);
  const first = $derived(firstView(layout, width, height, opened));
  const lasting = $derived(moved === null ? first : keptView(moved, layout, width, height));
  const passing = $derived(byId.get(subject.passing() ?? ""));
  const view = $derived(passing === undefined ? lasting : reveal(lasting, passing));
  const k = $derived(view.k);

  function reveal(from: View, { x, y }: Point): View {
    return revealPoint(from, ...toScreen(from, x, y), width, height, Math.min(PADDING, height / 2));
  }

  function zoom(factor: number, x = width / 2, y = height / 2): boolean {
    const next = zoomAt(view, factor, x, y, zoomBounds(layout, width, height));
    if (next.k === view.k) return false;
    moved = next;
    return true;
  }

  /** All of the graph, or back to the first view. */
  function fit(): void {
    const whole = wholeView(layout, width, height);
    moved = moved?.k === whole.k && moved.x === whole.x ? null : whole;
  }

  /** The place of a scope: its folded node, or the first node in it. */
  function placeOf({ nodes }: Layout, scope: string): Point | null {
    const inside = nodes.filter((node) => isWithin(node.scope, scope)).sort((a, b) => a.x - b.x)[0];
    return nodes.find(({ id }) => id === scopeId(scope)) ?? inside ?? null;
  }

  return {
    badgeOf: (node: PlacedNode) => badgeOf(node, subject.open()),
    zoom,
    fit,
    keys: { "+": () => zoom(KEY_ZOOM), "=": () => zoom(KEY_ZOOM), "-": () => zoom(1 / KEY_ZOOM), "0": fit } as Record<
      string,
      () => void
    >,
    drag: (dx: number, dy: number) => (moved = panBy(view, dx, dy)),
    reset: () => (moved = null),
    show: (node: PlacedNode) => (moved = reveal(view, node)),
    /** A node in the middle, at a scale at which it can be read. */
    center({ x, y }: PlacedNode): void {
      const k = Math.max(view.k, first.k);
      moved = fitView({ left: x, right: x, top: y, bottom: y }, width, height, 0, k);
    },
    /** Lets `change` fold or unfold a scope, which stays where it is unless all is seen anyway. */
    async hold(scope: string, change: () => void, settled: () => Promise<void>): Promise<void> {
      const [before, from] = [placeOf(layout, scope), view];
      change();
      await settled();
      const after = placeOf(layout, scope);
      const isAllSeen = isWhole(layout, first.k, width) && first.k === from.k;
      moved = isAllSeen || before === null || after === null ? null : anchored(from, before, after);
    },
    get layout() {
      return layout;
    },
    get opened() {
      return opened;
    },
    get view() {
      return view;
    },
    get k() {
      return k;
    },
    get glyph() {
      return subject.strip() ? Math.min(1, glyphScale(k)) : glyphScale(k);
    },
    get isMoved() {
      return moved !== null;
    },
    get natural() {
      return naturalHeight(layout, width);
    },
    get measure() {
      return measure;
    },
    set measure(value: Measure) {
      measure = value;
    },
    get width() {
      return width;
    },
    set width(value: number) {
      width = value;
    },
    get height() {
      return height;
    },
    set height(value: number) {
      height = value;
    },
  };
}
