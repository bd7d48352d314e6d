import type { Plan, PlannedVm } from "./plan";
import { projectAround } from "./project";
import { comment, header } from "./words";

/** A project in TypeScript. Its text is as a formatter would write it. */
export function typescriptProject(plan: Plan): Readonly<Record<string, string>> {
  return projectAround(plan, program(plan));
}

function program(plan: Plan): string {
  const { name, location, policies, existingVaults, securityGroups } = plan;
  const imported = [
    ...(securityGroups.length > 0 ? ["BackupServiceTagRules"] : []),
    "presets",
    "RegionalBackup",
  ];
  const lines = [
    ...header(plan).map((line) => `// ${line}`),
    'import * as resources from "@pulumi/azure-native/resources";',
    `import { ${imported.join(", ")} } from "azure-vm-backup";`,
    "",
    `const group = new resources.ResourceGroup(${text(`${name}-backup`)}, { location: ${text(location)} });`,
    "",
    `const backup = new RegionalBackup(${text(name)}, {`,
    "  resourceGroupName: group.name,",
    "  // Each policy begins with a preset of its name: look at the times and at how long points are kept.",
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
    ...plan.vms.flatMap(vm),
    ...comment(plan).map((line) => `    // ${line}`),
    "  },",
    "});",
    ...securityGroups.flatMap((group) => ["", ...groupRules(group)]),
    "",
    "export const vaultNames = backup.vaultNames;",
    "export const protectedItemIds = backup.protectedItemIds;",
  ];
  return `${lines.join("\n")}\n`;
}

const vm = ({ key: name, vmId, location, vmName, resourceGroupName, policy }: PlannedVm): string[] => [
  `    ${key(name)}: {`,
  `      vmId: ${text(vmId)},`,
  `      location: ${text(location)},`,
  `      vmName: ${text(vmName)},`,
  `      resourceGroupName: ${text(resourceGroupName)},`,
  `      policy: ${text(policy)},`,
  "    },",
];

const groupRules = ({ name, resourceGroup, location, rules }: Plan["securityGroups"][number]): string[] => [
  `// Lets the backup traffic of VMs behind ${name} out: before its first rule that denies it.`,
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
