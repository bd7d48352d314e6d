import type { Plan, PlannedVm } from "./plan";
import { comment, header } from "./words";

/** A project in TypeScript. Its text is as a formatter would write it. */
export function typescriptProject(plan: Plan): Readonly<Record<string, string>> {
  return {
    "Pulumi.yaml": `name: ${plan.name}\nruntime: nodejs\nmain: index.ts\n${config(plan)}`,
    "package.json": packageJson(plan.name),
    "tsconfig.json": tsconfig,
    ".gitignore": "node_modules/\n",
    "index.ts": program(plan),
  };
}

/** The stack's configuration that a program needs, in the project. */
export const config = ({ subscriptionId, location }: Pick<Plan, "subscriptionId" | "location">): string =>
  `config:\n  azure-native:subscriptionId:\n    value: ${subscriptionId}\n  azure-native:location:\n    value: ${location}\n`;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const packageJson = (name: string): string =>
  json({
    name,
    private: true,
    dependencies: {
      "@pulumi/azure-native": "^3.28.0",
      "@pulumi/pulumi": "^3.248.0",
      "azure-vm-backup": "^0.1.0",
    },
    devDependencies: { "@types/node": "^20", typescript: "^5" },
  });

export const tsconfig: string = json({
  compilerOptions: {
    ...{ strict: true, target: "es2022", module: "node16", moduleResolution: "node16" },
    ...{ noEmit: true, skipLibCheck: true },
  },
  files: ["index.ts"],
});

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
