/** An object that is replaced as a whole, watched field by field. */

/** The same as `current()`, but who reads one field is not run again when only others change. */
export function fieldwise<T extends object>(current: () => T, names: (keyof T)[]): T {
  const fields = names.map((name) => {
    const value = $derived(current()[name]);
    return [name, { enumerable: true, get: () => value }] as const;
  });
  return Object.defineProperties({}, Object.fromEntries(fields)) as T;
}
