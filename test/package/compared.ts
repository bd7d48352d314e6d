/** Compares two stacks of one program in two languages, without the values that differ from run to run. */
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";

/** Our resources in the steps of an operation. */
export const shown = ({ steps }: Outcome) =>
  sorted(
    comparable(steps.map(({ op, urn, type, inputs, outputs }) => ({ op, urn, type, inputs, outputs })))
      .filter(({ type }) => isOurs(type))
      .map(({ op, urn, inputs, outputs }) => ({ op, urn: named(urn), inputs, outputs })),
  );

/** Our resources in a stack's state. */
export async function stateOf(stack: Stack) {
  const { resources = [] } = await stack.exportState();
  return sorted(
    comparable(resources)
      .filter(({ type }) => isOurs(type))
      .map(({ urn, id, inputs, outputs, protect, retainOnDelete }) => {
        return { urn: named(urn), id, inputs, outputs, protect, retainOnDelete };
      }),
  );
}

/** All resources of a stack's simulated Azure. */
export function azureOf({ azureDir }: Stack) {
  const resources = openStore(azureDir).below("/subscriptions");
  return sorted(comparable(resources.map(({ id, properties }) => ({ urn: id, properties }))));
}

/** Sorted by all their properties, since some have no unique name. */
const sorted = <T extends { urn: string }>(resources: readonly T[]): T[] =>
  [...resources].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

/** A URN without the project's name. */
const named = (urn: unknown): string => String(urn).split("::").slice(2).join("::");

const isOurs = (type: unknown): boolean => /^azure-(native|vm-backup):/.test(String(type));

const guid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/**
 * Removes salts and times, the names that azure-native generates for role assignments and for the tasks of a run called "first", and the
 * identities that Azure creates for each assignment.
 */
const comparable = <T>(values: T): T =>
  JSON.parse(
    JSON.stringify(values)
      .replace(/"(ciphertext|etag|lastUpdatedTime)":"(\\.|[^"])*"/g, '"$1":""')
      .replace(
        new RegExp(
          `(roleAssignments/|"(?:name|roleAssignmentName|principalId|correlationId)":")${guid}`,
          "g",
        ),
        "$1",
      )
      .replace(/"principalIds":\{[^}]*\}/g, '"principalIds":{}')
      .replace(/(-first)[0-9a-f]{8}"/g, '$1"'),
  );
