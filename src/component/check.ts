import * as pulumi from "@pulumi/pulumi";
import { type Finding, isError } from "../core/finding";
import { formatFinding } from "../core/format";
import { judge } from "../core/rule";
import {
  deferredInputs,
  isDeferred,
  type ResolvedInput,
  replaceDeferred,
  resolveDeferred,
  resolvedView,
  withoutNulls,
} from "./deferred";
import { withoutEmptyBlocks } from "./emptyBlocks";
import { assemble, type Checks, judgePart, type Part, partsOf } from "./parts";
import { withoutSecrets } from "./secrets";
import { validationErrorFor } from "./validationError";

export type { Checks } from "./parts";

/**
 * Checks a component's arguments before it registers anything, and returns them without what is null and with the
 * defaults for what is left out.
 *
 * What is plain is judged now and thrown as one error with every fault. Each late value (an Output, a promise) comes
 * back as one that waits until its part of the arguments is judged: a resource behind a fault is never created, and no
 * other resource is refused. Faults of late values are one error as well, thrown when all of them are known.
 *
 * @throws pulumi.InputPropertiesError with every fault of the plain arguments.
 */
export function check<T extends object, D extends Partial<T>, E = never>(
  component: string,
  given: T,
  defaults: D,
  checks: Checks<pulumi.Unwrap<Complete<T, D>>, E>,
): Complete<T, D> {
  const args = withoutEmptyBlocks(withDefaults(given, defaults), checks.fields);
  const refusal = validationErrorFor(component, checks.fields);
  const settled = new Map<unknown, ResolvedInput>();
  const tell = errorReporter(component, (findings) => withoutSecrets(findings, args, settled));
  const across = () =>
    tell(
      judge(checks.across ?? [], resolvedView(args, "", settled) as pulumi.Unwrap<Complete<T, D>>).findings,
    );
  const judgeOne = (part: Part) => tell(judgePart(part, settled));

  const parts = partsOf(args, checks);
  const found = parts.flatMap(judgeOne).concat(across());
  if (found.length > 0) throw refusal(found);

  const judged = judgeDeferred(parts, settled, judgeOne, across);
  const refused = Promise.all(judged).then((findings) =>
    findings.flat().length > 0 ? refusal(withoutSecrets(findings.flat(), args, settled)) : undefined,
  );
  // What is refused may stay unknown in preview, and then nothing waits for it that would say so.
  refused.then((error) => {
    if (error !== undefined) throw error;
  });

  const gate = (late: unknown, part: number) =>
    (pulumi.output(late) as pulumi.Output<unknown>).apply(async (known) => {
      if ((await judged[part])?.length) throw await refused;
      return withoutNulls(known);
    });
  const values = parts.map(({ value }, i) => replaceDeferred(value, (late) => gate(late, i)));
  return assemble(parts, values, checks.entries?.map) as Complete<T, D>;
}

/** The faults among findings; what is a notice goes to the log, once, as far as it may be shown. */
function errorReporter(
  component: string,
  shown: (findings: readonly Finding[]) => readonly Finding[],
): (findings: readonly Finding[]) => Finding[] {
  const told = new Set<string>();
  return (findings) => {
    for (const text of shown(findings.filter((finding) => !isError(finding))).map(formatFinding)) {
      if (!told.has(text)) pulumi.log.warn(`${component}: ${text}`);
      told.add(text);
    }
    return findings.filter(isError);
  };
}

/** Arguments in which what has a default is there. */
type Complete<T, D> = Omit<T, keyof D> & Required<Pick<T, keyof D & keyof T>>;

/** The arguments, with a default where one is left out or null, or turns out to be. */
const withDefaults = <T extends object>(given: T, defaults: Partial<T>): T => {
  const filled = Object.entries(defaults).map(([name, value]) => {
    const own = given?.[name as keyof T] ?? undefined;
    return [name, isDeferred(own) ? pulumi.output(own).apply((known) => known ?? value) : (own ?? value)];
  });
  return isStructure(given) ? { ...given, ...Object.fromEntries(filled) } : given;
};

const isStructure = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === "object" && !Array.isArray(given));

/** The findings of each part, once its late values have settled; those across parts come with the last one. */
function judgeDeferred(
  parts: readonly Part[],
  settled: Map<unknown, ResolvedInput>,
  judgeOne: (part: Part) => readonly Finding[],
  across: () => readonly Finding[],
): Promise<readonly Finding[]>[] {
  const lates = parts.map(({ value, path }) => deferredInputs(value, path).map((late) => late.value));
  const settling = new Map([...new Set(lates.flat())].map((late) => [late, resolveDeferred(late)]));
  let open = lates.filter((own) => own.length > 0).length;
  return parts.map(async (part, i) => {
    const own = lates[i] ?? [];
    if (own.length === 0) return [];
    await Promise.all(
      own.map(async (late) => settled.set(late, (await settling.get(late)) as ResolvedInput)),
    );
    open -= 1;
    return [...judgeOne(part), ...(open === 0 ? across() : [])];
  });
}
