import * as pulumi from "@pulumi/pulumi";
import type { Change } from "./beforeChange";
import { limited } from "./limited";

/** The id in azure-native's error about a resource that it does not create because Azure has it. Undefined: it is another error. */
export const existingId = (error: string): string | undefined =>
  /cannot create already existing resource '([^']+)'/.exec(error)?.[1];

/** A resource of the program that Azure has already. */
export interface Existing {
  readonly name: string;
  /** Omitted: it repeats a secret. */
  readonly id?: string;
}

/** azure-native's error about a resource that does not exist. */
export const isNotFound = (error: unknown): boolean => /\b404\b|NotFound\b/.test(String(error));

/** What to do about a resource that Azure has and the stack does not, e.g. after a crash. */
export const repairAdvice = ({ name, id = "it" }: Existing): string =>
  `${name}: Azure already has ${id}, and azure-native does not create a resource that exists. If no other stack manages it, run \`npx azure-vm-backup repair --yes\`, which imports it; then run pulumi up.`;

/**
 * Why a new resource cannot be created: Azure has it already. It asks only in preview, because azure-native itself asks in `pulumi up`.
 * Undefined: it can be created, or Azure does not answer.
 *
 * @param read Reads the resource through the provider of its component.
 */
export async function existsError(
  name: string,
  { isNew, secrets }: Pick<Change, "isNew" | "secrets">,
  read: () => Promise<{ readonly id: string }>,
): Promise<string | undefined> {
  if (!isNew || !pulumi.runtime.isDryRun()) return undefined;
  try {
    const { id } = await limited(read);
    const isSecret = [...secrets].some((input) => /name$/i.test(input));
    return repairAdvice({ name, ...(!isSecret && { id }) });
  } catch {
    // Without an answer nothing is claimed.
    return undefined;
  }
}

/** The names of a resource among its inputs. @throws Error if one is not known yet. */
export function namesIn<Name extends string>(
  inputs: Readonly<Record<string, unknown>>,
  ...names: Name[]
): Record<Name, string> {
  const unknown = names.find((name) => typeof inputs[name] !== "string");
  if (unknown !== undefined) throw new Error(`${unknown} is not known.`);
  return Object.fromEntries(names.map((name) => [name, inputs[name]])) as Record<Name, string>;
}
