import * as pulumi from "@pulumi/pulumi";

/** A resource of this stack, as its state has it. */
export interface OwnResource {
  readonly urn: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * What the components of a program share. A plugin for another language has a connection for each component, all to the address of one
 * run of the program.
 *
 * @param create Makes it for the first component.
 */
export function sharedInProgram<T extends object>(create: () => T): () => T {
  const byAddress = new Map<string, T>();
  const byMonitor = new WeakMap<object, T>();
  return () => {
    const monitor: Partial<Connection> = pulumi.runtime.getMonitor() ?? noMonitor;
    const address = monitor.getChannel?.().getTarget();
    const known = address === undefined ? byMonitor.get(monitor) : byAddress.get(address);
    if (known !== undefined) return known;
    const made = create();
    if (address === undefined) byMonitor.set(monitor, made);
    else byAddress.set(address, made);
    return made;
  };
}

interface Connection {
  getChannel(): { getTarget(): string };
}

const noMonitor = {};

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
