/** A frame of docs/http_api.md: uint32 length, JSON header, 8-byte-aligned little-endian buffers, viewed without copying. */

type FrameArray = Float32Array | Int32Array | Uint32Array | Uint8Array;

interface ArrayHeader {
  name: string;
  dtype: string;
  shape: number[];
  offset: number;
}

export interface Frame<Header> {
  header: Header;
  arrays: Record<string, FrameArray>;
}

let halves: Float32Array | null = null;

/** The value of each of the 65,536 float16 bit patterns; made once. */
function halfTable(): Float32Array {
  if (halves) return halves;
  halves = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    const sign = bits & 0x8000 ? -1 : 1;
    if (exponent === 31) halves[bits] = fraction ? NaN : sign * Infinity;
    else if (exponent === 0) halves[bits] = sign * fraction * 2 ** -24;
    else halves[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return halves;
}

/** float16 bit patterns as float32. */
export function decodeHalves(bits: Uint16Array): Float32Array {
  const table = halfTable();
  const values = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) values[i] = table[bits[i]];
  return values;
}

function view(buffer: ArrayBuffer, start: number, { name, dtype, shape }: ArrayHeader): FrameArray {
  const length = shape.reduce((product, extent) => product * extent, 1);
  switch (dtype) {
    case "<f4":
      return new Float32Array(buffer, start, length);
    case "<f2":
      return decodeHalves(new Uint16Array(buffer, start, length));
    case "<i4":
      return new Int32Array(buffer, start, length);
    case "<u4":
      return new Uint32Array(buffer, start, length);
    case "|u1":
      return new Uint8Array(buffer, start, length);
    default:
      throw new Error(
        `array ${JSON.stringify(name)} has dtype ${JSON.stringify(dtype)}; the page reads f4, f2, i4, u4 and u1`,
      );
  }
}

/** Header and arrays of a frame; float16 becomes float32, all else is a view into `buffer`. */
export function decodeFrame<Header>(buffer: ArrayBuffer): Frame<Header> {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Header & {
    arrays: ArrayHeader[];
  };
  const start = 4 + length;
  const arrays = Object.fromEntries(
    header.arrays.map((array) => [array.name, view(buffer, start + array.offset, array)]),
  );
  return { header, arrays };
}
