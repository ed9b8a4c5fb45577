/** What may come next in a condition: names of columns where one may stand, values behind a comparison, words between. */

export interface CompletedColumn {
  name: string;
  /** Commonest values of a column of texts; empty for others. */
  values: string[];
}

export interface Completion {
  /** The piece of the text that an option takes the place of. */
  from: number;
  to: number;
  options: string[];
}

const JOINING = ["AND", "OR"];
const COMPARING = ["=", "<>", "<", ">", "<=", ">=", "IN (", "LIKE '", "BETWEEN ", "IS NULL"];
const MOST = 8;

export function quotedName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function quotedValue(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

interface Token {
  text: string;
  from: number;
  kind: "name" | "value" | "number" | "sign";
}

const TOKEN = /("(?:[^"]|"")*"?)|('(?:[^']|'')*'?)|([A-Za-z_][\w]*)|(\d[\w.]*)|([<>=!~]+|[(),.])|\s+|./g;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [piece, quoted, value, word, number, sign] = match;
    const kind = quoted || word ? "name" : value ? "value" : number ? "number" : sign ? "sign" : null;
    if (kind) tokens.push({ text: piece, from: match.index, kind });
  }
  return tokens;
}

function nameOf(token: Token): string {
  return token.text.startsWith('"') ? token.text.slice(1, -1).replaceAll('""', '"') : token.text;
}

const KEYWORD = /^(and|or|not|in|like|ilike|between|is|null|true|false)$/i;

/** The column whose value is expected behind these tokens: `topic =`, `topic IN ('a',`, `topic LIKE`; null for none. */
function comparedColumn(tokens: Token[], columns: CompletedColumn[]): CompletedColumn | null {
  let at = tokens.length - 1;
  if (at < 0) return null;
  const compares = (token: Token): boolean => /^(=|<>|!=|like|ilike|in)$/i.test(token.text);
  if (tokens[at].text === "(" || tokens[at].text === ",")
    while (at >= 0 && !/^in$/i.test(tokens[at].text)) {
      if (!["(", ","].includes(tokens[at].text) && tokens[at].kind !== "value") return null;
      at--;
    }
  if (at < 1 || !compares(tokens[at])) return null;
  const name = nameOf(tokens[/^not$/i.test(tokens[at - 1].text) ? at - 2 : at - 1] ?? tokens[0]);
  return columns.find((column) => column.name === name) ?? null;
}

/** Options that hold what is typed, without the one that it is already: it would cover what is said of the condition. */
function starting(options: string[], typed: string): string[] {
  const bare = typed.replace(/^["']/, "").toLowerCase();
  const plain = (option: string): string => option.replace(/^["']/, "").toLowerCase();
  const first = options.filter((option) => plain(option).startsWith(bare));
  const inside = options.filter((option) => bare && !first.includes(option) && plain(option).includes(bare));
  return [...first, ...inside].filter((option) => option !== typed).slice(0, MOST);
}

/** Options at the caret, those that begin with what is typed first; none inside of numbers. */
export function completionsAt(text: string, caret: number, columns: CompletedColumn[]): Completion {
  const tokens = tokensOf(text.slice(0, caret));
  const last = tokens.at(-1);
  const touches = !!last && last.from + last.text.length === caret;
  if (touches && (last.kind === "number" || last.text === ".")) return { from: caret, to: caret, options: [] };
  const isTyping = touches && (last.kind === "name" || last.kind === "value");
  const before = isTyping ? tokens.slice(0, -1) : tokens;
  const typed = isTyping ? last.text : "";
  const from = isTyping ? last.from : caret;
  const none = { from, to: caret, options: [] };
  if (isTyping && last.kind === "value" && last.text.length > 1 && last.text.endsWith("'")) return none;

  const compared = comparedColumn(before, columns);
  if (compared) return { ...none, options: starting(compared.values.map(quotedValue), typed) };
  if (isTyping && last.kind === "value") return none;

  const previous = before.at(-1);
  const names = columns.map((column) => quotedName(column.name));
  const expectsName = !previous || previous.text === "(" || /^(and|or|not)$/i.test(previous.text);
  if (expectsName) return { ...none, options: starting(typed ? [...names, "NOT"] : names, typed) };
  const isColumn = previous.kind === "name" && !KEYWORD.test(previous.text);
  if (isColumn) return { ...none, options: starting(COMPARING, typed) };
  const isClosed = previous.kind === "value" || previous.kind === "number" || previous.text === ")";
  return isClosed || /^null$/i.test(previous.text) ? { ...none, options: starting(JOINING, typed) } : none;
}

/** The text with the option in place, and where the caret stands then. */
export function completed(text: string, completion: Completion, option: string): { text: string; caret: number } {
  const space =
    /[A-Za-z"'=<>]$/.test(option) && !option.endsWith("LIKE '") && !text.slice(completion.to).startsWith(" ");
  const inserted = option + (space ? " " : "");
  return {
    text: text.slice(0, completion.from) + inserted + text.slice(completion.to),
    caret: completion.from + inserted.length,
  };
}
