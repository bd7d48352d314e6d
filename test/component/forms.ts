/** Values as programs have them, and the errors that they lead to. */
import * as pulumi from "@pulumi/pulumi";

export const forms = ["plain", "output", "secret", "promise", "promise of an output"] as const;
export type Form = (typeof forms)[number];

/** The same value in a form, known after some turns of the event loop. */
export function inForm<T>(value: T, form: Form, turns: number): T | pulumi.Output<T> | Promise<T> {
  if (form === "plain") return value;
  if (form === "output") return pulumi.output(later(value, turns)) as pulumi.Output<T>;
  if (form === "secret") return pulumi.secret(later(value, turns)) as pulumi.Output<T>;
  if (form === "promise") return later(value, turns);
  return later(pulumi.output(value), turns) as unknown as Promise<T>;
}

export const later = <T>(value: T, turns: number): Promise<T> =>
  new Promise((resolve) => {
    const wait = (left: number): unknown =>
      left === 0 ? resolve(value) : setImmediate(() => wait(left - 1));
    wait(turns);
  });

/** What a value is that turns out to be none, or is not known in this preview. */
export const withoutValue: Readonly<Record<string, () => unknown>> = {
  "an Output of null": () => pulumi.output(null),
  "an Output of undefined": () => pulumi.output(undefined),
  "a secret null": () => pulumi.secret(null),
  "a promise of null": () => Promise.resolve(null),
  "an unknown Output": () => pulumi.output(pulumi.unknown),
};

/** What an action throws, now or later, by path; and every unhandled rejection, which the program would report. */
export async function errorsOf(
  action: () => unknown,
): Promise<{ paths: string[]; errors: Error[]; message: string; reports: number }> {
  const errors = new Set<Error>();
  let reports = 0;
  const listener = (error: unknown) => {
    errors.add(error as Error);
    reports++;
  };
  const others = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", listener);
  try {
    action();
  } catch (error) {
    errors.add(error as Error);
  }
  for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
  process.removeListener("unhandledRejection", listener);
  for (const other of others) process.on("unhandledRejection", other as NodeJS.UnhandledRejectionListener);
  const found = [...errors].flatMap((error) => (error as pulumi.InputPropertiesError).errors ?? []);
  return {
    paths: found.map(({ propertyPath }) => propertyPath).sort(),
    errors: [...errors],
    message: [...errors].map((error) => error.message).join("\n"),
    reports,
  };
}
