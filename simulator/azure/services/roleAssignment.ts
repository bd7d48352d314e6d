import { at, sameText, text } from "../json";
import { Refusal } from "../refusal";
import type { Service } from "../service";
import type { Resource } from "../store";

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Codes as Azure's users report them: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const roleAssignment: Service = {
  check({ azure, id, name, body }) {
    if (!guid.test(name))
      throw new Refusal(
        400,
        "InvalidRoleAssignmentId",
        `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
      );
    const same = (other: Resource) =>
      !sameText(other.id, id) &&
      sameText(scopeOf(other.id), scopeOf(id)) &&
      ["principalId", "roleDefinitionId"].every((key) =>
        sameText(text(at(other.properties, key)), text(body[key])),
      );
    const [twin] = [...azure.store.ofType("Microsoft.Authorization/roleAssignments")].filter(same);
    if (twin) throw new Refusal(409, "RoleAssignmentExists", "The role assignment already exists.");
  },
};

const scopeOf = (id: string): string => id.slice(0, id.toLowerCase().lastIndexOf("/providers/"));
