import { described, type Finding } from "../core/finding";
import { latesIn, type Settled } from "./late";

const hidden = "[secret]";

/** The findings without what is secret: neither the value found nor a text that repeats it. */
export function withoutSecrets(
  findings: readonly Finding[],
  args: unknown,
  settled: ReadonlyMap<unknown, Settled>,
): readonly Finding[] {
  const secrets = latesIn(args).filter(({ value }) => settled.get(value)?.isSecret);
  if (secrets.length === 0) return findings;
  const texts = secrets
    .flatMap(({ value }) => textsIn(settled.get(value)?.value))
    .sort((a, b) => b.length - a.length);
  const hide = (said: string) => texts.reduce((text, secret) => text.split(secret).join(hidden), said);
  return findings.map((finding) => {
    const isSecret = secrets.some(({ path }) => isWithin(path, finding.path) || isWithin(finding.path, path));
    const { allowed, fix, got } = finding;
    return {
      ...finding,
      got: isSecret || textsIn(got).some((text) => hide(text) !== text) ? described(hidden) : got,
      allowed: hide(allowed),
      fix: isSecret ? { text: hide(fix.text) } : fix,
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
