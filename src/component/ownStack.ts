import * as pulumi from "@pulumi/pulumi";

/** A resource of this stack, as its state has it. */
export interface OwnResource {
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The read of a preview, in which the state does not change. By the program's connection to the engine. */
const reads = new WeakMap<object, Promise<OwnResource[] | undefined>>();

/**
 * The resources that the state of this stack has now. Undefined: the backend does not show them. It reads the whole state, so only call
 * it where the recorded inputs of a component do not tell.
 */
export function ownResources(): Promise<OwnResource[] | undefined> {
  const monitor = pulumi.runtime.getMonitor();
  if (!pulumi.runtime.isDryRun() || monitor === undefined) return readOwnResources();
  const known = reads.get(monitor) ?? readOwnResources();
  reads.set(monitor, known);
  return known;
}

async function readOwnResources(): Promise<OwnResource[] | undefined> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    // What a StackReference calls too: https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/builtins.go
    const read = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
    const byUrn = (read as { outputs?: Record<string, { outputs?: OwnResource["outputs"] }> }).outputs ?? {};
    return Object.entries(byUrn).map(([urn, { outputs = {} }]) => ({ urn, outputs }));
  } catch {
    return undefined;
  }
}
