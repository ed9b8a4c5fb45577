/** SVG as text: elements and their attributes; whatever a log may hold is escaped, so that text stays text. */

export type Attributes = Record<string, string | number | null>;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Characters that no XML 1.0 document may hold, lone halves of surrogate pairs among them. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text as it may stand between tags and in quotes. */
export function escaped(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** Two decimals are a 50th of a pixel at twice the size. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}

/** An element; `children` are markup, attributes that are null are left out. */
export function element(name: string, attributes: Attributes, children: string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`],
  );
  const tag = name + written.join("");
  return children.length ? `<${tag}>${children.join("")}</${name}>` : `<${tag}/>`;
}

/** A line of text, its baseline at `y`. */
export function line(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, [escaped(text)]);
}
