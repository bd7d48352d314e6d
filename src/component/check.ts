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
 * Checks a component's arguments before it registers anything, and returns them without nulls and with the defaults of omitted
 * arguments.
 *
 * Plain values are judged now, and every error is thrown as one. A deferred input (an Output, a promise) is returned as an Output that
 * waits until its part of the arguments is judged: a resource that depends on an invalid value is never created, and all others are.
 * The errors of deferred inputs are one error too, thrown when all of them are known.
 *
 * @throws pulumi.InputPropertiesError with every error of the plain arguments.
 */
export function check<T extends object, D extends Partial<T>, E = never>(
  component: string,
  given: T,
  defaults: D,
  checks: Checks<pulumi.Unwrap<Complete<T, D>>, E>,
): Complete<T, D> {
  const args = withoutEmptyBlocks(withDefaults(given, defaults), checks.fields);
  const validationError = validationErrorFor(component, checks.fields);
  const resolved = new Map<unknown, ResolvedInput>();
  const malformed = new Set<string>();
  const errorsOf = notesLogger(component, (findings) =>
    withoutSecrets(findings, args, resolved, checks.fields),
  );
  const judgeAcross = () => {
    const view = resolvedView(args, "", resolved, malformed) as pulumi.Unwrap<Complete<T, D>>;
    return errorsOf(judge(checks.across ?? [], view).findings);
  };
  const judgeOne = (part: Part) => errorsOf(judgePart(part, resolved, malformed));

  const parts = partsOf(args, checks);
  const errors = parts.flatMap(judgeOne).concat(judgeAcross());
  if (errors.length > 0) throw validationError(errors);

  const judged = judgeDeferred(parts, resolved, judgeOne, judgeAcross);
  const deferredError = Promise.all(judged).then((findings) =>
    findings.flat().length > 0
      ? validationError(withoutSecrets(findings.flat(), args, resolved, checks.fields))
      : undefined,
  );
  let isThrown = false;
  const gate = (deferred: unknown, part: number) =>
    (pulumi.output(deferred) as pulumi.Output<unknown>).apply(async (known) => {
      if ((await judged[part])?.length === 0) return withoutNulls(known);
      isThrown = true;
      throw await deferredError;
    });
  void throwUnlessThrown(deferredError, () => isThrown);
  const values = parts.map(({ value }, i) => replaceDeferred(value, (deferred) => gate(deferred, i)));
  return assemble(parts, values, checks.entries?.map) as Complete<T, D>;
}

/**
 * Throws the error of deferred inputs where no gate does: an input that stays unknown in this preview runs no gate, and the error would
 * be lost. Where a gate throws it, a second copy would only be printed twice.
 */
async function throwUnlessThrown(error: Promise<Error | undefined>, isThrown: () => boolean): Promise<void> {
  const found = await error;
  if (found === undefined) return;
  await new Promise((done) => setImmediate(done));
  if (!isThrown()) throw found;
}

/** The errors among findings. Notes go to the log, each once and without secrets. */
function notesLogger(
  component: string,
  shown: (findings: readonly Finding[]) => readonly Finding[],
): (findings: readonly Finding[]) => Finding[] {
  const logged = new Set<string>();
  return (findings) => {
    for (const text of shown(findings.filter((finding) => !isError(finding))).map(formatFinding)) {
      if (!logged.has(text)) pulumi.log.warn(`${component}: ${text}`);
      logged.add(text);
    }
    return findings.filter(isError);
  };
}

/** Arguments in which every argument with a default is set. */
type Complete<T, D> = Omit<T, keyof D> & Required<Pick<T, keyof D & keyof T>>;

/** The arguments, with the default of each that is omitted or null, or turns out to be null. */
const withDefaults = <T extends object>(given: T, defaults: Partial<T>): T => {
  const filled = Object.entries(defaults).map(([name, value]) => {
    const own = given?.[name as keyof T] ?? undefined;
    return [name, isDeferred(own) ? pulumi.output(own).apply((known) => known ?? value) : (own ?? value)];
  });
  return isStructure(given) ? { ...given, ...Object.fromEntries(filled) } : given;
};

const isStructure = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === "object" && !Array.isArray(given));

/** The errors of each part, once its deferred inputs are known; those across parts are added to the last part. */
function judgeDeferred(
  parts: readonly Part[],
  resolved: Map<unknown, ResolvedInput>,
  judgeOne: (part: Part) => readonly Finding[],
  judgeAcross: () => readonly Finding[],
): Promise<readonly Finding[]>[] {
  const inputs = parts.map(({ value, path }) => deferredInputs(value, path).map((input) => input.value));
  const resolving = new Map([...new Set(inputs.flat())].map((input) => [input, resolveDeferred(input)]));
  let open = inputs.filter((own) => own.length > 0).length;
  return parts.map(async (part, i) => {
    const own = inputs[i] ?? [];
    if (own.length === 0) return [];
    await Promise.all(
      own.map(async (input) => resolved.set(input, (await resolving.get(input)) as ResolvedInput)),
    );
    open -= 1;
    return [...judgeOne(part), ...(open === 0 ? judgeAcross() : [])];
  });
}
