import * as pulumi from "@pulumi/pulumi";

/** One resource as the engine would be asked to register it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** Runs a program of components against a mocked engine; returns what it registered, in order. */
export async function register(program: () => void): Promise<Registered[]> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: `/id/of/${name}`, state: { ...inputs, name } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  );
  program();
  await settled();
  return registered;
}

/** Until every registration and every apply has run: a component registers its children within a few turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The value of an output. */
export const resolvedValue = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply(resolve));

/** The custom resources among the registered ones. */
export const customs = (registered: readonly Registered[]): Registered[] =>
  registered.filter(({ type }) => type.startsWith("azure-native:"));
