import * as pulumi from "@pulumi/pulumi";

/** One resource as a program registers it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** Runs a program of components with a mocked engine. Returns the registered resources, in order. */
export async function register(program: () => void): Promise<Registered[]> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: idOf(type, name, inputs), state: { ...inputs, name } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  );
  program();
  await allRegistered();
  return registered;
}

/** An id for a resource. A policy has Azure's form of an id, since the library checks it. */
function idOf(
  type: string,
  name: string,
  { resourceGroupName, vaultName, policyName }: Record<string, unknown>,
) {
  return type === "azure-native:recoveryservices:ProtectionPolicy"
    ? `/subscriptions/0/resourceGroups/${resourceGroupName}/providers/Microsoft.RecoveryServices/vaults/${vaultName}/backupPolicies/${policyName}`
    : `/id/of/${name}`;
}

/** Waits until every registration and every apply has run: a component registers its children within a few turns of the event loop. */
async function allRegistered(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The value of an output. */
export const resolvedValue = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply(resolve));

/** The custom resources among the registered ones. */
export const customs = (registered: readonly Registered[]): Registered[] =>
  registered.filter(({ type }) => type.startsWith("azure-native:"));
