/** An error response of Azure: HTTP status, code and message. */
export class AzureError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** The message in Azure's response; `message` has the status and the code before it. */
    readonly azureMessage: string,
  ) {
    // azure-native prints Azure's responses in this form.
    super(`Status=${status} Code="${code}" Message="${azureMessage}"`);
  }
}

/** Azure Backup's generic code, for requests that the service is known to refuse with a code that no source gives. */
export const genericBackupCode = "UserErrorInvalidRequestParameter";

/** Azure Backup refuses the request; no source gives the code. */
export function invalidBackupRequest(message: string): AzureError {
  return new AzureError(400, genericBackupCode, message);
}

/** A request refers to a resource that does not exist or is in another region. */
export function invalidReference(reference: string, by: string): AzureError {
  return new AzureError(
    400,
    "InvalidResourceReference",
    `Resource ${reference} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  );
}
