import type * as pulumi from "@pulumi/pulumi";
import { resolveDeferred } from "../component/deferred";
import { sharedInProgram } from "../component/ownStack";
import { sameText } from "../core/values";

/** A vault that a program declares. */
interface DeclaredVault {
  readonly vaultName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
  readonly immutability: pulumi.Input<string | undefined> | undefined;
  readonly immutabilityDays: pulumi.Input<number | undefined> | undefined;
}

const vaults = sharedInProgram((): DeclaredVault[] => []);

/** Records a vault of the program, for the components that use it. */
export const declareVault = (vault: DeclaredVault): void => {
  vaults().push(vault);
};

/** The immutability of a vault that the program declares. */
export interface DeclaredImmutability {
  /**
   * An unknown or omitted one is no text, and neither is a time-based one: no source says that it forbids what immutability by the policy's
   * retention forbids.
   */
  readonly state: unknown;
  readonly isSecret: boolean;
}

/** The immutability of each vault with these names that the program declares. */
export async function declaredImmutability(names: {
  readonly vaultName: string;
  readonly resourceGroupName: string;
}): Promise<DeclaredImmutability[]> {
  const known = await Promise.all(
    vaults().map(async ({ vaultName, resourceGroupName, immutability, immutabilityDays }) =>
      Promise.all([vaultName, resourceGroupName, immutability, immutabilityDays].map(resolveDeferred)),
    ),
  );
  return known.flatMap(([vaultName, resourceGroupName, immutability, days]) =>
    sameText(vaultName?.value, names.vaultName) && sameText(resourceGroupName?.value, names.resourceGroupName)
      ? [{ state: days?.value ?? immutability?.value, isSecret: immutability?.isSecret === true }]
      : [],
  );
}
