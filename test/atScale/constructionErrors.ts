import type * as pulumi from "@pulumi/pulumi";
import { register } from "../support/mocks";

/** Runs a program that creates a component with an invalid argument: what it registered, and the errors that it threw. */
export async function constructionErrors(create: () => void) {
  let error: unknown;
  const registered = await register(() => {
    try {
      create();
    } catch (thrown) {
      error = thrown;
    }
  });
  return { registered, errors: (error as pulumi.InputPropertiesError).errors };
}
