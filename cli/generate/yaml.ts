import { presets } from "../../src/backupPolicy/presets";
import type { Plan } from "./plan";
import { config } from "./project";
import { comment, header } from "./words";

/** A project in YAML; its texts are in quotes, so that none is taken for anything else. */
export function yamlProject(plan: Plan): Readonly<Record<string, string>> {
  const { name, location, vms, policies, existingVaults, securityGroups } = plan;
  const backup = {
    resourceGroupName: reference("group.name"),
    policies: Object.fromEntries(policies.map((policy) => [policy.name, presets[policy.preset]])),
    ...(existingVaults.length > 0 && {
      existingVaults: Object.fromEntries(
        existingVaults.map((vault) => [
          vault.location,
          { vaultName: vault.name, resourceGroupName: vault.resourceGroup },
        ]),
      ),
    }),
    vms: Object.fromEntries(vms.map(({ key, ...vm }) => [key, vm])),
  };
  const lines = [
    ...header(plan).map((line) => `# ${line}`),
    "# `pulumi package add <folder of azure-vm-backup>` makes the components known.",
    `name: ${name}`,
    "runtime: yaml",
    config(plan).trimEnd(),
    "resources:",
    "  group:",
    "    type: azure-native:resources:ResourceGroup",
    `    properties: { location: ${JSON.stringify(location)} }`,
    "  backup:",
    "    type: azure-vm-backup:RegionalBackup",
    `    name: ${JSON.stringify(name)}`,
    "    properties:",
    ...block(backup, "      "),
    ...comment(plan).map((line) => `        # ${line}`),
    ...securityGroups.flatMap((group, i) => [
      `  letOut${i + 1}:`,
      "    type: azure-vm-backup:BackupServiceTagRules",
      `    name: ${JSON.stringify(`${group.name}-backup`)}`,
      "    properties:",
      ...block(
        {
          resourceGroupName: group.resourceGroup,
          networkSecurityGroupName: group.name,
          region: group.location,
          existingRules: group.rules,
        },
        "      ",
      ),
    ]),
    "outputs:",
    `  vaultNames: ${reference("backup.vaultNames")}`,
    `  protectedItemIds: ${reference("backup.protectedItemIds")}`,
  ];
  return { "Pulumi.yaml": `${lines.join("\n")}\n` };
}

const reference = (path: string): string => `$\{${path}}`;

/** A map in lines, the last of its maps open for a comment. */
function block(value: object, indent: string): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
    const isMap = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    // JSON is YAML: what is no map of maps stands on one line.
    return isMap && Object.keys(inner).length > 0
      ? [`${indent}${name}:`, ...block(inner as object, `${indent}  `)]
      : [`${indent}${name}: ${JSON.stringify(inner)}`];
  });
}
