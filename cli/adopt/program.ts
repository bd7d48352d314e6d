import { oneLine } from "../generate/comments";
import { projectFiles } from "../generate/project";
import { key, literal, text } from "../generate/typescript";
import { policyArguments, vaultArguments } from "./componentArguments";
import type { AdoptedVault, AdoptedVm } from "./read";

/** The files of a project that declares vaults, policies and protected items as they are in Azure. */
export function adoptedProject(
  name: string,
  subscriptionId: string,
  vaults: readonly AdoptedVault[],
): Readonly<Record<string, string>> {
  const location = textField(vaults[0]?.payload.location);
  return projectFiles({ name, subscriptionId, location }, program(vaults));
}

const textField = (value: unknown): string => (typeof value === "string" ? value : "");

function program(vaults: readonly AdoptedVault[]): string {
  const lines = [
    "// Written by azure-vm-backup adopt from the vaults in Azure. `azure-vm-backup repair --yes` imports them into the stack.",
    'import { BackupVault, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";',
    ...vaults.flatMap((vault, i) => ["", ...vaultLines(vault, vaults.length === 1 ? "" : String(i + 1))]),
  ];
  return `${lines.join("\n")}\n`;
}

function vaultLines(vault: AdoptedVault, suffix: string): string[] {
  const { vaultName, resourceGroupName, policies, vms, tags, leftOut } = vault;
  const vaultVariable = `vault${suffix}`;
  const policyVariable = (i: number) => `policy${suffix}${suffix && "_"}${i + 1}`;
  const inVault = [
    `  resourceGroupName: ${vaultVariable}.resourceGroupName,`,
    `  vaultName: ${vaultVariable}.vaultName,`,
  ];
  const policyIds = new Map(
    policies.map(({ name }, i) => [name.toLowerCase(), `${policyVariable(i)}.policyId`]),
  );
  const [defaultPolicyId] = policyIds.values();
  return [
    `const ${vaultVariable} = new BackupVault(${text(vaultName)}, {`,
    `  resourceGroupName: ${text(resourceGroupName)},`,
    ...fieldsOf(vaultArguments(vault), "  "),
    ...(Object.keys(tags).length > 0 ? fieldsOf({ tags }, "  ") : []),
    "});",
    ...policies.flatMap(({ name, settings, archive }, i) => [
      `const ${policyVariable(i)} = new VmBackupPolicy(${text(`${vaultName}-${name}`)}, {`,
      ...inVault,
      `  policyName: ${text(name)},`,
      ...fieldsOf({ ...policyArguments(settings), ...(archive && { archive }) }, "  "),
      '  onDestroy: "Retain",',
      "});",
    ]),
    ...(vms.length === 0 || defaultPolicyId === undefined
      ? []
      : [
          `new ProtectedVms(${text(vaultName)}, {`,
          ...inVault,
          `  policyId: ${defaultPolicyId},`,
          "  vms: {",
          ...vms.flatMap((vm) => vmLines(vm, policyIds, defaultPolicyId)),
          "  },",
          "});",
        ]),
    ...leftOut.map((reason) => `// Left out: ${oneLine(reason)}`),
  ];
}

function vmLines(vm: AdoptedVm, policyIds: ReadonlyMap<string, string>, defaultPolicyId: string): string[] {
  const policyId = policyIds.get(vm.policy?.toLowerCase() ?? "");
  return [
    `    ${key(vm.key)}: {`,
    `      vmId: ${text(vm.vmId)},`,
    `      vmName: ${text(vm.vmName)},`,
    `      resourceGroupName: ${text(vm.resourceGroupName)},`,
    ...(policyId === undefined || policyId === defaultPolicyId ? [] : [`      policyId: ${policyId},`]),
    ...(vm.protectionState === undefined ? [] : [`      protectionState: ${text(vm.protectionState)},`]),
    ...(vm.disks === undefined ? [] : fieldsOf({ disks: vm.disks }, "      ")),
    "    },",
  ];
}

/** The fields of an object as lines of a program. */
function fieldsOf(value: object | undefined, indent: string): string[] {
  return Object.entries(value ?? {}).flatMap(([name, inner]) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? [`${indent}${key(name)}: {`, ...fieldsOf(inner, `${indent}  `), `${indent}},`]
      : [`${indent}${key(name)}: ${literal(inner)},`],
  );
}
