import { expect, test } from "vitest";
import { foldScopes } from "../../src/graph/fold";
import { createPicture } from "../../src/graph/picture.svelte";
import { chainOf } from "./graphs";

const visible = foldScopes(chainOf(Array.from({ length: 40 }, (_, i) => `op_${i}`)), new Set());

/** The view of a strip that is too narrow for all of its graph. */
function stripView(hovered: string | null) {
  const picture = createPicture({ visible: () => visible, strip: () => true, open: () => [], passing: () => hovered });
  [picture.width, picture.height] = [300, 43];
  return picture.view;
}

test("hovering brings a node of a strip into sight along the flow and leaves the strip in its middle", () => {
  const [rest, moved] = [stripView(null), stripView("op_39")];
  expect(moved.x).toBeLessThan(rest.x);
  expect([rest.y, moved.y]).toEqual([21.5, 21.5]);
});
