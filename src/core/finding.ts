/** One fault: where it is, what was found there, what Azure allows, how to mend it. */
export interface Finding {
  /** Property path, e.g. `retention.daily.days` or `vms.web.vmId`; empty for the whole subject. */
  readonly path: string;
  /** The value found. */
  readonly got: unknown;
  readonly allowed: string;
  readonly fix: string;
  /** Page that states the limit. */
  readonly source?: string;
  /** Day on which the page stated it (YYYY-MM-DD). */
  readonly asOf?: string;
}

/** The one wording of a finding: components, policies and the command line print this. */
export function say(finding: Finding): string {
  const where = finding.path === "" ? "" : `${finding.path}: `;
  const see =
    finding.source === undefined ? "" : ` (${[finding.source, finding.asOf].filter(Boolean).join(", ")})`;
  return `${where}got ${show(finding.got)}; allowed: ${finding.allowed}. Fix: ${finding.fix}.${see}`;
}

/** A value as a reader would type it. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "function" || typeof value === "symbol" ? typeof value : safeJson(value);
}

function safeJson(value: unknown): string {
  try {
    const text = JSON.stringify(value, (_, v) => (typeof v === "bigint" ? v.toString() : v)) ?? String(value);
    return text.length > 200 ? `${text.slice(0, 197)}...` : text;
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** `base.key`, or `base["key"]` where the key is no plain word. */
export function at(base: string, key: string | number): string {
  if (typeof key === "number") return `${base}[${key}]`;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `${base}["${key}"]`;
  return base === "" ? key : `${base}.${key}`;
}
