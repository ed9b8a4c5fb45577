/** Texts of a log as they fit: texts of instances may have thousands of characters. */

/** So much of a text is read out before what is said of it. */
export const SPOKEN = 120;

/** The first `most` characters, with a mark where there are more. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
}
