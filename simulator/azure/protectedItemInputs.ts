import { type Json, objectAt } from "./json";

/**
 * azure-native's own check before it creates a protected item of any kind, in azure-native's order.
 * https://github.com/pulumi/pulumi-azure-native, custom_recoveryservices.go
 *
 * @throws Error naming the first input that is missing or is not a string.
 */
export function checkProtectedItemInputs(inputs: Json): void {
  const names = ["resourceGroupName", "vaultName", "containerName", "protectedItemName", "fabricName"];
  for (const key of names) checkString(inputs, key);
  if (inputs.properties === undefined) throw new Error("properties not found");
  for (const key of ["protectedItemType", "policyId", "sourceResourceId"])
    checkString(objectAt(inputs.properties), key);
}

function checkString(values: Json, key: string): void {
  if (values[key] === undefined) throw new Error(`${key} not found`);
  if (typeof values[key] !== "string") throw new Error(`${key} is not a string`);
}
