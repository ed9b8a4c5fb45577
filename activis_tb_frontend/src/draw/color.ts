/** The page's colors: neutral inks, class palettes, run colors and scales. Hue belongs to classes; everything else is grey. */

export type Rgb = readonly [number, number, number];

/** CSS variables of a theme; the canvases draw with the same values. */
export interface Inks {
  page: string;
  side: string;
  line: string;
  ink: string;
  soft: string;
  faint: string;
  hover: string;
  recorded: string;
  operation: string;
  ring: string;
  neutral: string;
  /** Lines over cells that have no number: seen, but quieter than numbers. */
  hatch: string;
}

const LIGHT: Inks = {
  page: "#ffffff",
  side: "#fafafa",
  line: "#e0e3e7",
  ink: "#202124",
  soft: "#5f6368",
  faint: "#676d73",
  hover: "#f1f3f4",
  recorded: "#fbc02d",
  operation: "#3c4043",
  ring: "#202124",
  neutral: "#77797c",
  hatch: "#8f959b",
};

const DARK: Inks = {
  page: "#1c1d1f",
  side: "#202124",
  line: "#3a3c40",
  ink: "#e8eaed",
  soft: "#b0b5bb",
  faint: "#9aa0a6",
  hover: "#303134",
  recorded: "#fdd663",
  operation: "#c8ccd1",
  ring: "#202124",
  neutral: "#8b9096",
  hatch: "#6a7075",
};

export function inksOf(dark: boolean): Inks {
  return dark ? DARK : LIGHT;
}

/** Ten hues without yellow and orange, each 3:1 or more against its page, ordered for contrast also for color-blind readers. */
const LIGHT_CLASSES = [
  "#0b5fb5",
  "#c8321f",
  "#14917b",
  "#7a4fc9",
  "#4190e0",
  "#b0488f",
  "#75604a",
  "#6f9418",
  "#7a0f36",
  "#2a2a72",
];
const DARK_CLASSES = [
  "#3a9be8",
  "#f46d55",
  "#2fa58f",
  "#9273f5",
  "#7fd6fa",
  "#ee79c4",
  "#c9ac88",
  "#a9dc62",
  "#cf3c66",
  "#5469b4",
];

/** One color per class; above ten they repeat, and labels and hover carry the meaning. */
export function classColors(n_classes: number, dark: boolean): string[] {
  const palette = dark ? DARK_CLASSES : LIGHT_CLASSES;
  return Array.from({ length: n_classes }, (_, index) => palette[index % palette.length]);
}

/** One hue (OKLCH 305) from weak to strong, each 3:1 or more against its page: light to dark, in the dark theme dark to light. */
const LIGHT_BINS = ["#a878db", "#7530ae", "#331150"];
const DARK_BINS = ["#904fcd", "#bc90ee", "#d9bcff"];

/** One color per bin of an ordered quantity, evenly from the first to the last. */
export function binColors(n_bins: number, dark: boolean): string[] {
  const stops = (dark ? DARK_BINS : LIGHT_BINS).map(rgbOf);
  return Array.from({ length: n_bins }, (_, bin) => {
    const place = (n_bins > 1 ? bin / (n_bins - 1) : 0.5) * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(place));
    return hexOf(blend(stops[stop], stops[stop + 1], place - stop));
  });
}

/** TensorBoard's run colors on a fresh page. */
const RUN_COLORS = ["#425066", "#12b5cb", "#e52592", "#f9ab00", "#9334e6", "#7cb342", "#e8710a"];

export function runColor(run: string, all: string[]): string {
  const index = Math.max(0, all.indexOf(run));
  return RUN_COLORS[index % RUN_COLORS.length];
}

export function rgbOf(hex: string): Rgb {
  const number = parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function hexOf(color: number[]): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Relative luminance of WCAG 2.2. */
export function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(rgbOf(one)), luminance(rgbOf(other))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The readable ink, black or white (one of them always reaches AA), on a fill. */
export function inkOn(fill: string): string {
  return contrast(fill, "#ffffff") >= contrast(fill, "#000000") ? "#ffffff" : "#000000";
}

/** WCAG's AA for text. */
const READABLE = 4.5;

/** A `shade`, 0 to 1, of ink on paper, and which of both is read on it; black or white where neither is. */
export function shaded(paper: string, ink: string, shade: number): { background: string; ink: string } {
  const background = hexOf(blend(rgbOf(paper), rgbOf(ink), shade));
  return { background, ink: [paper, ink].find((one) => contrast(background, one) >= READABLE) ?? inkOn(background) };
}

export function blend(from: Rgb, to: Rgb, share: number): number[] {
  return from.map((part, i) => Math.round(part + (to[i] - part) * share));
}
