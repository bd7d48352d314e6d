import { get } from "../azure/arm";
import { rowOf } from "../azure/children";
import { armType } from "../azure/ids";
import { Refusal } from "../azure/refusal";
import type { Azure } from "../azure/service";
import type { Route } from "./request";

const vaultPath =
  "(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.RecoveryServices/vaults/[^/]+)";

/** Resources of a type below one. */
const below = (azure: Azure, id: string, token: string) => {
  const type = rowOf(token);
  const prefix = `${id.toLowerCase()}/`;
  return [...azure.store.ofType(armType(type.path))]
    .filter((found) => found.id.toLowerCase().startsWith(prefix))
    .map((found) => get(azure, type, found.id));
};

const listOf = (name: string, token: string): Route => ({
  method: "GET",
  path: new RegExp(`^${vaultPath}/${name}$`, "i"),
  answer: (azure, _, [vault = ""]) => {
    if (azure.store.find(vault) === undefined)
      throw new Refusal(404, "ResourceNotFound", `The Resource '${vault}' was not found.`);
    return { status: 200, body: { value: below(azure, vault, token) } };
  },
});

/** Lists of a vault. */
export const listRoutes: readonly Route[] = [
  listOf("backupProtectedItems", "recoveryservices:ProtectedItem"),
  listOf("backupPolicies", "recoveryservices:ProtectionPolicy"),
];
