/** azure-native's package for one API version of a module, e.g. `pulumi package add azure-native recoveryservices 2026-05-01`. */

/** The module and the API version of a package, as the engine's Parameterize sends them. */
export interface PackageParameter {
  module: string;
  /** E.g. `v20260501`. */
  version: string;
}

/**
 * API versions that azure-native 3.28.0 has for a module: those that its SDK's documentation lists. Omitted modules have every version.
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/recoveryservices/vault, 2026-11
 */
const offeredVersions: Readonly<Record<string, readonly string[]>> = {
  recoveryservices: [
    ...["v20230201", "v20230401", "v20230601", "v20230801", "v20240101", "v20240201", "v20240401"],
    ...["v20240430preview", "v20240930preview", "v20241001", "v20250101", "v20250201", "v20250801"],
    ...["v20260101", "v20260201", "v20260331preview", "v20260501", "v20260531preview"],
  ],
};

/**
 * The parameter of `pulumi package add`: a module and an API version in any form, e.g. `2026-05-01` or `v20260501`.
 * @throws Error with azure-native's text.
 */
export function parameterOfArgs(args: readonly string[]): PackageParameter {
  const [module = "", version = ""] = args;
  if (args.length !== 2) throw new Error(`expected 2 arguments (module and API version), got ${args.length}`);
  const digits = /^v?(20\d{2})-?([01]\d)-?([0-3]\d)-?((?:private)?preview)?$/i.exec(version.trim());
  if (digits === null) throw new Error(`invalid API version: ${version}`);
  return { module, version: `v${digits.slice(1).join("")}` };
}

/**
 * The parameter that a generated SDK sends: JSON in base64. The SDK's own base64 around it is gone by now.
 * https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider_parameterize.go, 2026-11
 *
 * @throws Error with azure-native's text.
 */
export function parameterOfValue(value: Uint8Array): PackageParameter {
  try {
    return JSON.parse(Buffer.from(Buffer.from(value).toString("ascii"), "base64").toString("utf8"));
  } catch (error) {
    throw new Error(`failed to deserialize parameterize args: ${(error as Error).message}`);
  }
}

/** The package's name, e.g. `azure-native_recoveryservices_v20260501`. @throws Error if azure-native has no such version. */
export function packageNameOf({ module, version }: PackageParameter): string {
  const offered = offeredVersions[module];
  if (offered !== undefined && !offered.includes(version)) {
    throw new Error(
      `failed to create parameterized schema: no resources found for module ${module} at API version ${version}. Available API versions: ${offered.join(", ")}`,
    );
  }
  return `azure-native_${module}_${version}`;
}

/** The module and the API version in a package's name. Undefined: azure-native itself. */
export function parameterOfName(name: string): PackageParameter | undefined {
  const [, module, version] = /^azure-native_(\w+?)_(v\w+)$/.exec(name) ?? [];
  return module === undefined || version === undefined ? undefined : { module, version };
}

/** How a package's schema says what it is a package of: SDKs that are generated from it send `parameter` to Parameterize. */
export const parameterizationOf = (parameter: PackageParameter, version: string) => ({
  baseProvider: { name: "azure-native", version },
  parameter: base64(base64(JSON.stringify(parameter))),
});

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");
