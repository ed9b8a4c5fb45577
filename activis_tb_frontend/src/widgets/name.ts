/** Where a name may be cut: names of one kind often differ at their ends only. */

/** A name of up to so many characters stays in one piece. */
const SHORT = 8;
/** Its last word, with the arrow that may follow it, where that is short. */
const LAST_WORD = /(?:\s|(?<=[_./-]))[^\s_./-]{1,6}( \u2192)?$/;
const TAIL = 4;

/** The part of a name that may be cut, and its end that stays, "" for a short name. */
export function nameParts(name: string): [head: string, tail: string] {
  if (name.length <= SHORT) return [name, ""];
  const tail = LAST_WORD.exec(name)?.[0] ?? name.slice(-TAIL);
  return [name.slice(0, name.length - tail.length), tail];
}
