import { doubtComments, headerComment, oneLine } from "./comments";
import type { Plan, PlannedVm } from "./plan";
import { projectFiles } from "./project";

/** A project in TypeScript. A formatter with lines of 200 columns would not change the program. */
export function typescriptProject(plan: Plan): Readonly<Record<string, string>> {
  return projectFiles(plan, program(plan));
}

function program(plan: Plan): string {
  const { name, location, policies, existingVaults, securityGroups } = plan;
  const imported = [
    ...(securityGroups.length > 0 ? ["BackupServiceTagRules"] : []),
    "presets",
    "RegionalBackup",
  ];
  const lines = [
    ...headerComment(plan).map((line) => `// ${line}`),
    'import * as resources from "@pulumi/azure-native/resources";',
    `import { ${imported.join(", ")} } from "azure-vm-backup";`,
    "",
    `const group = new resources.ResourceGroup(${text(`${name}-backup`)}, { location: ${text(location)} });`,
    "",
    `const backup = new RegionalBackup(${text(name)}, {`,
    "  resourceGroupName: group.name,",
    "  // Each policy starts from a preset that its name suggests. Check the times and the retention.",
    "  policies: {",
    ...policies.map((policy) => `    ${key(policy.name)}: presets.${policy.preset},`),
    "  },",
    ...(existingVaults.length === 0
      ? []
      : [
          "  existingVaults: {",
          ...existingVaults.flatMap((vault) => [
            `    ${key(vault.location)}: {`,
            `      vaultName: ${text(vault.name)},`,
            `      resourceGroupName: ${text(vault.resourceGroup)},`,
            "    },",
          ]),
          "  },",
        ]),
    "  vms: {",
    ...plan.vms.flatMap(vmLines),
    ...doubtComments(plan).map((line) => `    // ${line}`),
    "  },",
    "});",
    ...securityGroups.flatMap((group) => ["", ...rulesOf(group)]),
    "",
    "export const vaultNames = backup.vaultNames;",
    "export const protectedItemIds = backup.protectedItemIds;",
  ];
  return `${lines.join("\n")}\n`;
}

const vmLines = ({ key: name, vmId, location, vmName, resourceGroupName, policy }: PlannedVm): string[] => [
  `    ${key(name)}: {`,
  `      vmId: ${text(vmId)},`,
  `      location: ${text(location)},`,
  `      vmName: ${text(vmName)},`,
  `      resourceGroupName: ${text(resourceGroupName)},`,
  `      policy: ${text(policy)},`,
  "    },",
];

const rulesOf = ({ name, resourceGroup, location, rules }: Plan["securityGroups"][number]): string[] => [
  `// Allows outbound backup traffic through ${oneLine(name)}, before its first rule that denies it.`,
  `new BackupServiceTagRules(${text(`${name}-backup`)}, {`,
  `  resourceGroupName: ${text(resourceGroup)},`,
  `  networkSecurityGroupName: ${text(name)},`,
  `  region: ${text(location)},`,
  "  existingRules: [",
  ...rules.flatMap((rule) => [
    "    {",
    ...Object.entries(rule).map(([field, value]) => `      ${key(field)}: ${literal(value)},`),
    "    },",
  ]),
  "  ],",
  "});",
];

export const text = (value: string): string => JSON.stringify(value);

export const literal = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(literal).join(", ")}]` : JSON.stringify(value);

export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name));
