import { logicalNames } from "../program/names";
import { projectFiles } from "../program/project";
import { Code, comment, creation, fieldsOf, importOf } from "../program/typescript";
import type { Files } from "../program/write";
import { doubtComments, headerComment } from "./comments";
import type { Plan, PlannedVm } from "./plan";

/** Above this number of VMs, those of each region get a file. */
const maxInOneFile = 100;

/** A project in TypeScript. */
export function typescriptProject(plan: Plan): Files {
  if (plan.vms.length <= maxInOneFile)
    return projectFiles(plan, { "index.ts": program(plan, vmsInPlace(plan)) });
  const regions = [...new Set(plan.vms.map(({ location }) => location))].sort();
  const files = regions.map((region, i) => {
    const vms = plan.vms.filter(({ location }) => location === region);
    return { variable: `region${i + 1}`, name: fileNameOf(region, i), region, vms };
  });
  const names = fieldsOf(
    { vms: new Code(`{ ${files.map(({ variable }) => `...${variable}`).join(", ")} }`) },
    "  ",
  );
  const spread =
    (names[0]?.length ?? 0) <= 80
      ? names
      : ["  vms: {", ...files.map(({ variable }) => `    ...${variable},`), "  },"];
  const vms: VmsOfProgram = {
    imports: files.map(({ variable, name }) => `import { vms as ${variable} } from "./${name}";`),
    lines: [...spread, ...doubtComments(plan).map((line) => `  // ${line}`)],
  };
  return projectFiles(plan, {
    "index.ts": program(plan, vms),
    ...Object.fromEntries(files.map(({ name, region, vms }) => [`${name}.ts`, vmsFile(region, vms)])),
  });
}

/** A file's name from a region, which comes from outside. */
const fileNameOf = (region: string, i: number): string =>
  /^[a-z][a-z0-9]*$/.test(region) && region !== "index" ? region : `region${i + 1}`;

const vmsFile = (region: string, vms: readonly PlannedVm[]): string =>
  [
    `// The VMs of ${comment(region)}.`,
    ...importOf(["type RegionalVm"], "azure-vm-backup"),
    "",
    "export const vms: Record<string, RegionalVm> = {",
    ...fieldsOf(entriesOf(vms), "  "),
    "};",
    "",
  ].join("\n");

/** The VMs by their keys. */
export const entriesOf = (vms: readonly PlannedVm[]): object =>
  Object.fromEntries(vms.map(({ key, ...vm }) => [key, vm]));

/** The lines of a program about its VMs. */
interface VmsOfProgram {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

const vmsInPlace = (plan: Plan): VmsOfProgram => ({
  imports: [],
  lines: [
    "  vms: {",
    ...fieldsOf(entriesOf(plan.vms), "    "),
    ...doubtComments(plan).map((line) => `    // ${line}`),
    "  },",
  ],
});

function program(plan: Plan, vms: VmsOfProgram): string {
  const { name, location, policies, existingVaults, securityGroups } = plan;
  const imported = [
    ...(securityGroups.length > 0 ? ["BackupServiceTagRules"] : []),
    "presets",
    "RegionalBackup",
  ];
  const names = logicalNames(securityGroups);
  const lines = [
    ...headerComment(plan).map((line) => `// ${line}`),
    'import * as resources from "@pulumi/azure-native/resources";',
    ...importOf(imported, "azure-vm-backup"),
    ...vms.imports,
    "",
    ...creation("const group = ", "resources.ResourceGroup", `${name}-backup`, fieldsOf({ location }, "  ")),
    "",
    ...creation("const backup = ", "RegionalBackup", name, [
      ...fieldsOf({ resourceGroupName: new Code("group.name") }, "  "),
      "  // Check the times and the retention of each policy.",
      ...fieldsOf(
        {
          policies: Object.fromEntries(
            policies.map((policy) => [policy.name, new Code(`presets.${policy.preset}`)]),
          ),
          ...(existingVaults.length > 0 && { existingVaults: existingVaultsOf(plan) }),
        },
        "  ",
      ),
      ...vms.lines,
    ]),
    ...securityGroups.flatMap((group) => ["", ...rulesOf(group, `${names.get(group)}-backup`)]),
    "",
    "export const vaultNames = backup.vaultNames;",
    "export const protectedItemIds = backup.protectedItemIds;",
  ];
  return `${lines.join("\n")}\n`;
}

/** The existing vaults by their regions. */
export const existingVaultsOf = ({ existingVaults }: Plan): object =>
  Object.fromEntries(
    existingVaults.map((vault) => [
      vault.location,
      { vaultName: vault.name, resourceGroupName: vault.resourceGroup },
    ]),
  );

/** The arguments of the rules for a security group. */
export const ruleArguments = ({
  name,
  resourceGroup,
  location,
  rules,
}: Plan["securityGroups"][number]): object => ({
  resourceGroupName: resourceGroup,
  networkSecurityGroupName: name,
  region: location,
  existingRules: rules,
});

const rulesOf = (group: Plan["securityGroups"][number], name: string): string[] => [
  comment(`// Allows outbound backup traffic through ${group.name}, before its first rule that denies it.`),
  ...creation("", "BackupServiceTagRules", name, fieldsOf(ruleArguments(group), "  ")),
];
