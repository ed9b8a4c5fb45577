import { expect, test } from "vitest";
import { decodeFrame, decodeHalves } from "../../src/data/frames";

/** A frame as docs/http_api.md describes it, of named arrays with their dtype. */
function frameOf(arrays: [string, string, number[], ArrayBufferView][], extra: object): ArrayBuffer {
  let offset = 0;
  const listed = arrays.map(([name, dtype, shape, values]) => {
    const entry = { name, dtype, shape, offset };
    offset += Math.ceil(values.byteLength / 8) * 8;
    return entry;
  });
  let header = JSON.stringify({ ...extra, arrays: listed });
  header += " ".repeat((8 - ((4 + header.length) % 8)) % 8);
  const buffer = new ArrayBuffer(4 + header.length + offset);
  new DataView(buffer).setUint32(0, header.length, true);
  new Uint8Array(buffer, 4).set(new TextEncoder().encode(header));
  arrays.forEach(([, , , values], i) => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    new Uint8Array(buffer, 4 + header.length + listed[i].offset).set(bytes);
  });
  return buffer;
}

test("a frame gives back its header and arrays of every dtype", () => {
  const buffer = frameOf(
    [
      ["value", "<f4", [2, 2], Float32Array.of(1.5, NaN, Infinity, -2)],
      ["half", "<f2", [3], Uint16Array.of(0x3c00, 0xc000, 0x7c00)],
      ["label", "<i4", [3], Int32Array.of(-1, 0, 7)],
      ["count", "<u4", [1], Uint32Array.of(4294967295)],
      ["members", "|u1", [5], Uint8Array.of(1, 2, 3, 4, 255)],
    ],
    { layer: "hidden" },
  );
  const { header, arrays } = decodeFrame<{ layer: string }>(buffer);
  expect(header.layer).toBe("hidden");
  expect([...arrays.value]).toEqual([1.5, NaN, Infinity, -2]);
  expect([...arrays.half]).toEqual([1, -2, Infinity]);
  expect([...arrays.label]).toEqual([-1, 0, 7]);
  expect([...arrays.count]).toEqual([4294967295]);
  expect([...arrays.members]).toEqual([1, 2, 3, 4, 255]);
});

test("float32 arrays are views into the answer, not copies", () => {
  const buffer = frameOf([["value", "<f4", [1], Float32Array.of(3)]], {});
  expect(decodeFrame(buffer).arrays.value.buffer).toBe(buffer);
});

test("float16 decodes normal, subnormal and unusual values as IEEE 754 says", () => {
  const bits = Uint16Array.of(0x0000, 0x0001, 0x03ff, 0x0400, 0x3555, 0x7bff, 0xfc00, 0x7e00);
  const values = decodeHalves(bits);
  expect(values[0]).toBe(0);
  expect(values[1]).toBeCloseTo(5.960464477539063e-8, 15);
  expect(values[2]).toBeCloseTo(6.097555160522461e-5, 12);
  expect(values[3]).toBeCloseTo(6.103515625e-5, 12);
  expect(values[4]).toBe(0.333251953125);
  expect(values[5]).toBe(65504);
  expect(values[6]).toBe(-Infinity);
  expect(values[7]).toBeNaN();
});

test("an unknown dtype is refused by name", () => {
  const buffer = frameOf([["x", "<f8", [1], Float64Array.of(1)]], {});
  expect(() => decodeFrame(buffer)).toThrow('dtype "<f8"');
});
