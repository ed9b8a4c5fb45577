/** A set of sampled instances as it stands in the link: one bit each, valid for one sample only. */

import type { Lasso } from "./view";

/** CRC-32 (ISO 3309) of a sample's table rows in their order, which tells it from another sample. */
export function sampleChecksum(sample: Int32Array): number {
  let crc = -1;
  for (const byte of new Uint8Array(sample.buffer, sample.byteOffset, sample.byteLength)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** `mask` has one entry for each instance of the sample; `layer` is where they were circled. */
export function encodeLasso(mask: Uint8Array, sample: number, layer: string): Lasso {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8));
  mask.forEach((is, i) => (bytes[i >> 3]! |= is ? 128 >> (i & 7) : 0));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return { sample, bits: btoa(binary), layer };
}

/** The mask over a sample of `n` instances; null for a lasso of another sample and for text that is none. */
export function decodeLasso(lasso: Lasso, n: number, sample: number): Uint8Array | null {
  if (lasso.sample !== sample) return null;
  try {
    const bytes = Uint8Array.from(atob(lasso.bits), (character) => character.charCodeAt(0));
    return bytes.length === Math.ceil(n / 8)
      ? Uint8Array.from({ length: n }, (_, i) => (bytes[i >> 3]! >> (7 - (i & 7))) & 1)
      : null;
  } catch {
    return null;
  }
}
