/** Each component's check of its arguments with the component's own checks, taken from making it once: to make it each time would register resources. */
import type * as pulumi from "@pulumi/pulumi";
import * as library from "../../src";
import { register } from "../support/mocks";
import { valid } from "./validArguments";

type Check = typeof import("../../src/component/check").check;
type Component = new (name: string, args: unknown) => pulumi.ComponentResource;

const given: Parameters<Check>[] = [];

function realCheck(): Check {
  return jest.requireActual("../../src/component/check").check;
}

/** Takes the place of component/check in a test file, by jest.mock, and records what it is called with. */
export function watchedModule() {
  const check = realCheck();
  return {
    check: (...args: Parameters<Check>) => {
      given.push(args);
      return check(...args);
    },
  };
}

/** A component's check. */
export async function checkOf(component: string): Promise<(args: unknown) => unknown> {
  given.length = 0;
  await register(() => {
    new ((library as unknown as Record<string, Component>)[component] as Component)(
      "a-name",
      valid[component],
    );
  });
  const [name, , defaults, checks] = given[0] as Parameters<Check>;
  return (args) => realCheck()(name, args as object, defaults, checks);
}
