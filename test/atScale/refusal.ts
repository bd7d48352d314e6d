import type * as pulumi from "@pulumi/pulumi";
import { register } from "../support/mocks";

/** What a program registers that makes a component with a wrong argument, and the faults that it throws. */
export async function refusalOf(make: () => void) {
  let error: unknown;
  const registered = await register(() => {
    try {
      make();
    } catch (thrown) {
      error = thrown;
    }
  });
  return { registered, faults: (error as pulumi.InputPropertiesError).errors };
}
