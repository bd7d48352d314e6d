import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../core/finding";
import { formatFindings, formatWithoutPath } from "../core/format";
import { withStackFrames } from "../core/stackTraces";
import { inOrder } from "./argumentShape";
import type { Fields } from "./argumentTypes";

/**
 * What makes a component's error. Call it where the component is constructed: the error says at which line of the
 * program that is.
 */
export function validationErrorFor(
  component: string,
  fields: Fields,
): (findings: readonly Finding[]) => pulumi.InputPropertiesError {
  const here = deepTrace();
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
    // Pulumi writes before a message which property it met the error in: of a late value that is any one.
    const { message } = error;
    Object.defineProperty(error, "message", { get: () => message, set: () => {} });
    // Pulumi prints the message of such an error and nothing else; of others the stack and all their fields too.
    Object.defineProperty(error, "__pulumiRunError", { value: true });
    // Without a line we run in the plugin, for another language: the engine then prints the message and each of these.
    Object.defineProperty(error, "errors", { value: line === undefined ? [] : errors, enumerable: false });
    error.stack = error.message;
    return error;
  };
}

/** Where the program is; its text, with the source maps it wants, is made only when it is read. */
const deepTrace = (): Error => withStackFrames(30, () => new Error());

/** The line of the user's program in a trace, e.g. `index.ts:23`; undefined where there is none. */
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
