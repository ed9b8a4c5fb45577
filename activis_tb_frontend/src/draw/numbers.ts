/** Numbers as words of the page: short, with thousands separators, and never rounded up to "all" or down to "none". */

// Kept, since making one takes longer than all that it is used for in opening a panel.
const whole = new Intl.NumberFormat("en");
const precise = new Intl.NumberFormat("en", { maximumFractionDigits: 6 });

/** So many significant digits and a true minus sign, without an exponent where that reads well. */
export function shortNumber(value: number, digits = 3): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  const text = !Number.isFinite(value)
    ? String(value)
    : size >= 1e-3 && size < 1e6
      ? precise.format(rounded)
      : value.toExponential(1);
  return text.replaceAll("-", "\u2212");
}

/** A count in full: "11,582". */
export function wholeCount(n: number): string {
  return whole.format(n);
}

/** A count in at most four characters: "999", "1.2k", "12k", "3.4M". */
export function shortCount(n: number): string {
  if (n < 1000) return String(n);
  const [unit, sign] = n < 999_500 ? [1000, "k"] : [1_000_000, "M"];
  const digits = n < 9.95 * unit ? (n / unit).toFixed(1) : String(Math.round(n / unit));
  return digits + sign;
}

/** "1 neuron", "1,024 neurons". */
export function counted(n: number, noun: string): string {
  return `${wholeCount(n)} ${n === 1 ? noun : pluralOf(noun)}`;
}

/** A share with two decimals; one that would be rounded up to 1.00 is cut off after the third, 0.9996 to 0.999. */
export function shownShare(share: number): string {
  const text = share.toFixed(2);
  return text === "1.00" && share < 1 ? (Math.floor(share * 1000) / 1000).toFixed(3) : text;
}

/** A share in percent; only all is "100 %" and only none "0 %". */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return "<1 %";
  if (share >= 0.995 && share < 1) return ">99 %";
  return `${Math.round(share * 100)} %`;
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return noun + (/(s|x|z|ch|sh)$/.test(noun) ? "es" : "s");
}
