import { presets } from "../../src/backupPolicy/presets";
import { doubtComments, headerComment } from "./comments";
import type { Plan } from "./plan";
import { config } from "./project";

/** A project in YAML. Texts are in quotes, so that YAML reads none as a number, a date or true. */
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
    ...headerComment(plan).map((line) => `# ${line}`),
    "# Before the first preview, run `pulumi package add <folder of azure-vm-backup>` to add the components.",
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
    ...doubtComments(plan).map((line) => `        # ${line}`),
    ...securityGroups.flatMap((group, i) => [
      `  allowBackup${i + 1}:`,
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

/** A map as lines. A comment can follow the last line, because maps are in block style. */
function block(value: object, indent: string): string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
    const isMap = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    // JSON is valid YAML, so every other value is JSON on one line.
    return isMap && Object.keys(inner).length > 0
      ? [`${indent}${name}:`, ...block(inner as object, `${indent}  `)]
      : [`${indent}${name}: ${JSON.stringify(inner)}`];
  });
}
