import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../core/finding";
import { formatFindings, formatWithoutPath } from "../core/format";
import { withStackFrames } from "../core/stackTraces";
import { inOrder } from "./argumentShape";
import type { Fields } from "./argumentTypes";

/**
 * Makes a component's error. Call it in the constructor: the error names the line of the program that constructs the component.
 */
export function validationErrorFor(
  component: string,
  fields: Fields,
): (findings: readonly Finding[]) => pulumi.InputPropertiesError {
  const here = programTrace();
  return (found) => {
    const line = userLine(here);
    const findings = inOrder(found, fields);
    const errors = findings.map((finding) => ({
      propertyPath: finding.path,
      reason: formatWithoutPath(finding),
    }));
    const error = new pulumi.InputPropertiesError({
      message: formatFindings(line === undefined ? component : `${component} at ${line}`, findings),
      errors: [],
    });
    // Pulumi writes before a message in which property it found the error, which for a deferred input is an arbitrary one.
    const { message } = error;
    Object.defineProperty(error, "message", { get: () => message, set: () => {} });
    // Of such an error Pulumi prints only the message; of others also the stack and all their fields.
    Object.defineProperty(error, "__pulumiRunError", { value: true });
    // Without a line, the code runs in the plugin for another language: the engine then prints the message and each of these.
    Object.defineProperty(error, "errors", { value: line === undefined ? [] : errors, enumerable: false });
    error.stack = error.message;
    return error;
  };
}

/** Where the program is; its text, with the source maps it wants, is made only when it is read. */
const programTrace = (): Error => withStackFrames(30, () => new Error());

/** The line of the user's program in a trace, e.g. `index.ts:23`; undefined if there is none. */
function userLine({ stack = "" }: Error): string | undefined {
  const root = __dirname.replace(/[\\/](dist[\\/])?src[\\/]component$/, "");
  // A frame may name the compiled file or, through its source map, the source.
  const own = ["dist/src/", "src/"].map((folder) => join(root, folder));
  const frame = stack
    .split("\n")
    .slice(1)
    .find(
      (text) =>
        !own.some((folder) => text.includes(folder)) && !/node_modules|node:internal|\(internal\//.test(text),
    );
  const [, file, line] = /([^/\\( ]+):(\d+):\d+\)?$/.exec(frame ?? "") ?? [];
  return file && `${file}:${line}`;
}
