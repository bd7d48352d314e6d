import { AzureError } from "../azureError";
import { equalIgnoringCase, textAt } from "../json";
import type { Service } from "../service";
import type { Resource } from "../store";

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Codes as users report them: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const roleAssignment: Service = {
  checkPut({ azure, id, name, body }) {
    if (!guid.test(name))
      throw new AzureError(
        400,
        "InvalidRoleAssignmentId",
        `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
      );
    const isDuplicate = (other: Resource) =>
      !equalIgnoringCase(other.id, id) &&
      equalIgnoringCase(scopeOf(other.id), scopeOf(id)) &&
      ["principalId", "roleDefinitionId"].every((key) =>
        equalIgnoringCase(textAt(other.properties[key]), textAt(body[key])),
      );
    const [duplicate] = [...azure.store.ofType("Microsoft.Authorization/roleAssignments")].filter(
      isDuplicate,
    );
    if (duplicate) throw new AzureError(409, "RoleAssignmentExists", "The role assignment already exists.");
  },
};

const scopeOf = (id: string): string => id.slice(0, id.toLowerCase().lastIndexOf("/providers/"));
