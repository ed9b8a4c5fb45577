import { expect, test } from "vitest";
import { decodeLasso, encodeLasso, sampleChecksum } from "../../src/state/lasso";

test("a lasso survives the link, also where the last byte is not full", () => {
  for (const n of [1, 8, 13]) {
    const mask = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 ? 1 : 0));
    expect(decodeLasso(encodeLasso(mask, 5, "hidden"), n, 5)).toEqual(mask);
  }
});

test("a lasso of another sample, of another length or of no base64 is none", () => {
  const lasso = encodeLasso(new Uint8Array(20).fill(1), 5, "hidden");
  expect(decodeLasso(lasso, 20, 6)).toBeNull();
  expect(decodeLasso(lasso, 40, 5)).toBeNull();
  expect(decodeLasso({ sample: 5, bits: "?", layer: "" }, 20, 5)).toBeNull();
});

test("the checksum is CRC-32 of the rows' bytes, so that it tells orders apart", () => {
  // zlib.crc32(numpy.array([3, 1, 2], "<i4").tobytes())
  expect(sampleChecksum(new Int32Array([3, 1, 2]))).toBe(1793645706);
  expect(sampleChecksum(new Int32Array([1, 3, 2]))).not.toBe(1793645706);
});
