/** Writes a nested expression as lines of a program. */

export type Expression =
  | string
  | {
      /** The text before the items; it ends with the opening bracket. */
      readonly open: string;
      readonly close: string;
      readonly items: readonly (readonly [label: string, value: Expression])[];
      /** Whether the items are method calls: no comma is between them, and `close` is the last one. */
      readonly isChain?: true;
    };

export interface Style {
  readonly indent: string;
  /** Text between a bracket and the item next to it on the same line. */
  readonly pad: string;
  /** Whether the opening brace is on a line of its own. */
  readonly braceBelow?: true;
  /** Whether the values of consecutive one-line items are aligned. */
  readonly aligns?: true;
  /** Whether no comma may follow the last item. */
  readonly endsWithoutComma?: true;
}

const width = 90;

/** The expression on one line if it fits, else with a line for each item. `lead` is the text before it on its line. */
export function layout(expression: Expression, style: Style, margin = "", lead = margin): string {
  const flat = onOneLine(expression, style);
  if (typeof expression === "string" || (lead + flat).length < width) return flat;
  const inner = margin + style.indent;
  const lines = expression.items.map(([label, value]) => {
    const text = layout(value, style, inner, inner + label);
    return { label, text };
  });
  const columns = lines.map((line, i) => (style.aligns ? widest(lines, i) : line.label.length));
  const comma = (i: number) =>
    expression.isChain || (style.endsWithoutComma && i === lines.length - 1) ? "" : ",";
  const body = lines.map(({ label, text }, i) =>
    `${inner}${label.padEnd(columns[i] ?? 0)}${text}${comma(i)}`.replace(/ +$/gm, ""),
  );
  const open = style.braceBelow ? expression.open.replace(/ ?\{$/, `\n${margin}{`) : expression.open;
  return [open, ...body, `${expression.isChain ? inner : margin}${expression.close}`].join("\n");
}

function onOneLine(expression: Expression, style: Style): string {
  if (typeof expression === "string") return expression;
  const { open, items, close, isChain } = expression;
  const inside = items.map(([label, value]) => label + onOneLine(value, style)).join(isChain ? "" : ", ");
  const pad = items.length > 0 && /[{]$/.test(open) ? style.pad : "";
  return `${open}${pad}${inside}${pad}${close}`;
}

/** The length of the longest label in the run of one-line items around an item. */
function widest(lines: readonly { label: string; text: string }[], index: number): number {
  const isOneLine = ({ text }: { text: string }) => !text.includes("\n");
  if (!isOneLine(lines[index] as { text: string })) return 0;
  let from = index;
  while (from > 0 && isOneLine(lines[from - 1] as { text: string })) from--;
  const run = lines.slice(from);
  const end = run.findIndex((line) => !isOneLine(line));
  return Math.max(...run.slice(0, end < 0 ? run.length : end).map(({ label }) => label.length));
}
