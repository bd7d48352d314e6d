/** A request that Azure refuses: its HTTP status, its code and what it says. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly reason: string,
  ) {
    // The form in which azure-native shows Azure's answer.
    super(`Status=${status} Code="${code}" Message="${reason}"`);
  }
}

/**
 * Azure Backup's generic code. Used where it is known that the service refuses a request and no source gives
 * the code it refuses it with.
 */
export const genericBackupCode = "UserErrorInvalidRequestParameter";

export function backupRefusal(reason: string): Refusal {
  return new Refusal(400, genericBackupCode, reason);
}

/** A request names a resource that is not there, or is in another region. */
export function missingReference(reference: string, by: string): Refusal {
  return new Refusal(
    400,
    "InvalidResourceReference",
    `Resource ${reference} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}
