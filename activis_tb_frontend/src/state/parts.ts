/** Joins the parts of the page into one object without losing that their getters are live. */

type Joined<Parts extends unknown[]> = Parts extends [infer First, ...infer Others] ? First & Joined<Others> : unknown;

/** One object with the properties of all `parts`, getters as getters; no two parts may share a name. */
export function joined<Parts extends object[]>(...parts: Parts): Joined<Parts> {
  const whole = {};
  for (const part of parts)
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(part))) {
      if (name in whole) throw new Error(`two parts of the page are called ${name}`);
      Object.defineProperty(whole, name, property);
    }
  return whole as Joined<Parts>;
}
