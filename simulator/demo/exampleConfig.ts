/** Configuration values that the examples require from their users. */
export const exampleConfig = {
  "azure-native:location": "westeurope",
  sshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC0kQ8M0vX7Jt1s6dR5uV3yq2sZb9fQe1nGh4aBcDeFg demo",
  adminPassword: "Simulated-1!",
  encryptionKeyUri: "https://bank-keys.vault.azure.net/keys/backup",
  encryptionIdentityId:
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/keys/providers/Microsoft.ManagedIdentity/userAssignedIdentities/backup",
  operatorsGroupId: "11111111-2222-3333-4444-555555555555",
};
