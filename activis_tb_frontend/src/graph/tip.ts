/** Where the tooltip of a node stands. */

const AIR = 4;

/** The top of a tooltip beside what takes `top` to `bottom`: below it as far as the graph goes, else above it where the window has room. */
export function tipTop(top: number, bottom: number, height: number, floor: number): number {
  const above = top - AIR - height;
  return bottom + AIR + height <= floor || above < 0 ? bottom + AIR : above;
}
