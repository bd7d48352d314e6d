import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { type Existing, existingId, repairAdvice } from "./existing";
import { repeatsSecretOf, secretInputs } from "./secrets";
import { maxRetries, pauseSeconds, transientReason } from "./transientErrors";

const defaultPauseSeconds = 15;

/** The hooks of a program, or of a call to a plugin: a name can be registered only once. */
const hooks = new WeakMap<object, Map<string, pulumi.ErrorHook>>();

/**
 * Hooks that retry transient errors, with a longer pause each time and a line in the log. Empty if the engine has no error hooks. They
 * work in `pulumi up` and `pulumi destroy --run-program`; a plain destroy and a refresh run no program, so they have no hooks. The first
 * pause is `pulumi config set azure-vm-backup:retryPauseSeconds`. Omitted: 15; 0 retries at once.
 *
 * If a creation fails because Azure has the resource already, the hook logs what to do.
 *
 * @param instance Type and name of the component: the same in each run, so that a deletion finds its hook.
 */
export function retryOnError(instance: string, circumstances: Circumstances = {}): pulumi.ErrorHook[] {
  const monitor = pulumi.runtime.getMonitor() as { registerErrorHook?: unknown } | undefined;
  if (monitor?.registerErrorHook === undefined || !hasErrorHooks()) return [];
  const known = hooks.get(monitor) ?? new Map<string, pulumi.ErrorHook>();
  hooks.set(monitor, known);
  const name = `azure-vm-backup:retry:${instance}`;
  const hook =
    known.get(name) ??
    new pulumi.ErrorHook(name, AsyncResource.bind(retry(firstPauseSeconds(), circumstances)));
  known.set(name, hook);
  return [hook];
}

interface Circumstances {
  /** What to do about a resource with an id that exists already. Omitted: `repair` imports it. */
  readonly ifExists?: (resource: Existing & { readonly urn: string }) => string;
  /** Whether the items of the resource are being deleted, so that Azure soon accepts its deletion. Omitted: they are not. */
  readonly itemsLeave?: () => Promise<boolean>;
  /** What to do about errors of the component's own; undefined: there is no advice. Omitted: there is none about any. */
  readonly advise?: (error: string, failure: pulumi.ErrorHookArgs) => Promise<string | undefined>;
}

/** Whether the engine has error hooks, which it reports when the program starts. Pulumi's public types leave it out. */
const hasErrorHooks = (): boolean =>
  (state as { getStore?: () => { supportsErrorHooks?: boolean } }).getStore?.().supportsErrorHooks === true;

const firstPauseSeconds = (): number =>
  new pulumi.Config("azure-vm-backup").getNumber("retryPauseSeconds", { min: 0, max: 600 }) ??
  defaultPauseSeconds;

/** Whether to retry, after a pause. It must not throw: its error would hide Azure's. */
const retry =
  (
    firstSeconds: number,
    { ifExists = repairAdvice, itemsLeave = async () => false, advise }: Circumstances,
  ) =>
  async (failure: pulumi.ErrorHookArgs): Promise<boolean> => {
    const { name, urn, type, failedOperation, errors } = failure;
    const [error = ""] = errors;
    const repeatsSecret = repeatsSecretOf(await secretNames(failure));
    const id = failedOperation === "create" ? existingId(error) : undefined;
    if (id !== undefined) await pulumi.log.warn(ifExists({ name, urn, ...(!repeatsSecret(id) && { id }) }));
    const advice = await advise?.(error, failure).catch(() => undefined);
    if (advice !== undefined) await pulumi.log.warn(advice);
    const reason = transientReason(
      failedOperation,
      error,
      failedOperation === "delete" && (await itemsLeave()),
    );
    const seconds = pauseSeconds(errors.length, firstSeconds);
    if (reason === undefined || seconds === undefined || pulumi.runtime.isDryRun()) return false;
    const what = `${type.split(":").pop()} ${name}`;
    // Azure's own error, because Pulumi loses it if the user interrupts the pause.
    await pulumi.log.info(
      `${what}: ${failedOperation} failed because ${reason}; retrying in ${seconds} s (${errors.length} of ${maxRetries}): ${repeatsSecret(error) ? "the error is not shown here, because it repeats a secret" : error}`,
    );
    await new Promise((done) => setTimeout(done, seconds * 1000));
    return true;
  };

/** The secret ones among a resource's names. The properties also have common words, which occur in any error. */
async function secretNames({ newInputs, oldInputs }: pulumi.ErrorHookArgs): Promise<unknown[]> {
  const { properties: _, ...names } = (newInputs ?? oldInputs ?? {}) as Record<string, unknown>;
  return (await secretInputs(names)).map(({ value }) => value);
}
