import { described, type Finding } from "../core/finding";
import { latesIn, type Settled } from "./late";

const hidden = "[secret]";

const general = { text: "give what is allowed there; the value is secret, so nothing is said of it" };

/**
 * The findings without what is secret: neither the value found, nor a text that repeats it, nor a value made of it. A text
 * that repeats it goes whole: cut out of a text that others can read, it would show by its gap.
 */
export function withoutSecrets(
  findings: readonly Finding[],
  args: unknown,
  settled: ReadonlyMap<unknown, Settled>,
): readonly Finding[] {
  // To look for secrets takes time in proportion to the arguments: a thousand sound parts must not do it each.
  if (findings.length === 0) return findings;
  const secrets = latesIn(args).filter(({ value }) => settled.get(value)?.isSecret);
  if (secrets.length === 0) return findings;
  const texts = secrets.flatMap(({ value }) => textsIn(settled.get(value)?.value));
  const tells = (value: unknown) =>
    textsIn(value).some((text) => texts.some((secret) => text.includes(secret)));
  return findings.map((finding) => {
    const isSecret = secrets.some(({ path }) => isWithin(path, finding.path) || isWithin(finding.path, path));
    const { allowed, fix, got } = finding;
    return {
      ...finding,
      got: isSecret || tells(got) ? described(hidden) : got,
      allowed: tells(allowed) ? hidden : allowed,
      fix: (isSecret && "value" in fix) || tells(fix) ? general : fix,
    };
  });
}

const isWithin = (path: string, owner: string): boolean =>
  owner === "" || path === owner || (path.startsWith(owner) && /^[.[]/.test(path.slice(owner.length)));

/** The texts and numbers of a structure, as a message would repeat them. */
function textsIn(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
