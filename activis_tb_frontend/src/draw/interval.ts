/** The 95 % confidence interval of a mean. */

/** Quantile 0.975 of Student's t for 1 and 2 degrees of freedom, where the expansion below is too far off. */
const FEW = [12.7062, 4.30265];
const NORMAL = 1.959964;

/** Quantile 0.975 of Student's t; from 3 degrees on by the expansion of Abramowitz and Stegun 26.7.5, within 0.02. */
export function studentQuantile(degrees: number): number {
  if (degrees <= FEW.length) return FEW[degrees - 1];
  const z = NORMAL;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, power) => sum + term / degrees ** (power + 1), z);
}

/**
 * Where the mean of the population lies, from the mean and standard deviation of `n` instances, never below `least`; null where
 * nothing can be said: fewer than two instances, or all of them alike, which does not make their mean certain.
 */
export function interval(mean: number, sd: number, n: number, least: number): [number, number] | null {
  if (n < 2 || !(sd > 0) || !Number.isFinite(mean) || !Number.isFinite(sd)) return null;
  const half = (studentQuantile(n - 1) * sd) / Math.sqrt(n);
  return [Math.max(least, mean - half), mean + half];
}
