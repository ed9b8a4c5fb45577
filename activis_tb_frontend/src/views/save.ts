/** Hands files over to the browser, which keeps them where it keeps downloads. */

import type { Page } from "../state/page.svelte";
import { fileName } from "./figures/place";

/** The browser has read a file long before. */
const KEPT = 60_000;
/** Device pixels of a picture for each of its own, and the most that a canvas has. */
const [TWICE, LARGEST] = [2, 16_000];

export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}

/** Saves the whole view; the name of the file. */
export function saveView(page: Page): string {
  const name = `${fileName(page, "view")}.json`;
  save(new Blob([page.viewFile.content()], { type: "application/json" }), name);
  return name;
}

/** An SVG as PNG at twice its size, or as much as there can be of a large one. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await painted(image);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function painted(image: HTMLImageElement): Promise<Blob> {
  const scale = Math.min(TWICE, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(scale * image.naturalWidth);
  canvas.height = Math.round(scale * image.naturalHeight);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("this browser cannot make a PNG of a picture so large; save it as SVG");
  return blob;
}
