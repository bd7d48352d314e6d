import { backupPolicyType } from "../backupPolicy/payload/fromArm";
import { pages } from "../core/pages";
import { onResources, supportMatrix } from "../core/requirement";
import { all, named, noFindings, type Rule } from "../core/rule";
import { type ArgumentForm, hasForm } from "../names/form";
import { kinds } from "../names/kinds";
import { vaultType } from "../vault/arm";
import { vmType } from "../vm/arm";
import { itemType } from "./arm";

type Fields = Readonly<Record<string, ArgumentForm>>;

const inGroup: Fields = { resourceGroupName: { nameOf: kinds.resourceGroup } };
const inVault: Fields = { ...inGroup, vaultName: { nameOf: kinds.vault } };

/**
 * The properties of azure-native's resources that are names or ids. `[]` stands for each element of a list. Other requirements check the
 * names of vaults, and the ids and names of protected items.
 */
const formsByType: Readonly<Record<string, Fields>> = {
  [vaultType]: {
    ...inGroup,
    "identity.userAssignedIdentities[]": { idOf: kinds.identity },
    "properties.encryption.kekIdentity.userAssignedIdentity": { idOf: kinds.identity },
  },
  [backupPolicyType]: inVault,
  [itemType]: inVault,
  [vmType]: {
    ...inGroup,
    vmName: { nameOf: kinds.vm },
    "networkProfile.networkInterfaces[].id": { idOf: kinds.networkInterface },
    "storageProfile.osDisk.managedDisk.id": { idOf: kinds.disk },
    "storageProfile.dataDisks[].managedDisk.id": { idOf: kinds.disk },
  },
  "Microsoft.Compute/disks": inGroup,
  "Microsoft.Network/networkSecurityGroups": inGroup,
  "Microsoft.Network/networkSecurityGroups/securityRules": {
    ...inGroup,
    networkSecurityGroupName: { nameOf: kinds.securityGroup },
  },
  "Microsoft.Network/networkInterfaces": {
    ...inGroup,
    "ipConfigurations[].subnet.id": { idOf: kinds.subnet },
    "networkSecurityGroup.id": { idOf: kinds.securityGroup },
  },
  "Microsoft.Network/privateEndpoints": { ...inGroup, "subnet.id": { idOf: kinds.subnet } },
};

/** Azure refuses every text of this kind. Whether it accepts a name of other characters is not judged: what exists and runs must pass. */
function isCertainlyWrong(form: ArgumentForm, value: string): boolean {
  if (!("nameOf" in form)) return value !== "";
  return value === "" || value.includes("/") || value.trim() !== value;
}

/** The values at a path with their paths. Reading one that is not known throws. */
function valuesAt(value: unknown, path: string, [part, ...rest]: readonly string[]): [string, unknown][] {
  if (part === undefined) return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  if (part !== "[]") return valuesAt((value as Fields)[part], path === "" ? part : `${path}.${part}`, rest);
  return Array.isArray(value) ? value.flatMap((one, i) => valuesAt(one, `${path}[${i}]`, rest)) : [];
}

/** The property of each path has its form. */
const ruleOf = ([path, form]: [string, ArgumentForm]): Rule<unknown> =>
  named(`hasForm:${path}`, (props) =>
    all(
      valuesAt(props, "", path.replaceAll("[]", ".[]").split(".")).map(([where, value]) =>
        typeof value === "string" && isCertainlyWrong(form, value) ? hasForm(form, where, value) : noFindings,
      ),
    ),
  );

const rulesByType = Object.fromEntries(
  Object.entries(formsByType).map(([type, fields]) => [type, Object.entries(fields).map(ruleOf)]),
);
const noRules = Object.fromEntries(Object.keys(formsByType).map((type) => [type, []]));

/** Names and ids of resources that a program creates with azure-native itself. */
export const nameRequirement = onResources({
  name: "names-and-ids",
  displayName: "Names and ids in place",
  description: "A property that is a name has no id, and a property that is an id has no name.",
  why: "Azure refuses the resource, and only after the deployment has started.",
  notSeen: "Whether the resource of a name or an id exists.",
  level: "mandatory",
  severity: "medium",
  rules: () => rulesByType,
  rulesOfExisting: (_, { exists }) => (exists === true ? noRules : undefined),
  remediation: "Pass the name of a resource where a name belongs, and its id where an id belongs.",
  page: pages.nameRules,
  framework: supportMatrix("Protected items"),
});
