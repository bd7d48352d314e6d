import { logicalNames } from "../program/names";
import { projectFiles } from "../program/project";
import { Code, comment, creation, fieldsOf, importOf, text } from "../program/typescript";
import type { Files } from "../program/write";
import type { AdoptedVault, AdoptedVm } from "./adopted";
import { vaultIdPlace } from "./companions";
import { policyArguments, vaultArguments } from "./componentArguments";

/** The files of a project that declares vaults, policies and protected items as they are in Azure. */
export function adoptedProject(name: string, subscriptionId: string, vaults: readonly AdoptedVault[]): Files {
  const location = textField(vaults[0]?.payload.location);
  return projectFiles({ name, subscriptionId, location }, { "index.ts": program(vaults) });
}

const textField = (value: unknown): string => (typeof value === "string" ? value : "");

function program(vaults: readonly AdoptedVault[]): string {
  const named = vaults.map((vault) => ({
    ...{ vault, name: vault.vaultName, resourceGroup: vault.resourceGroupName },
  }));
  const names = logicalNames(named);
  const body = named.flatMap((one, i) => [
    "",
    ...vaultLines(one.vault, names.get(one) ?? one.name, vaults.length === 1 ? "" : String(i + 1)),
  ]);
  const components = ["BackupVault", "ProtectedVms", "VmBackupPolicy"];
  const lines = [
    `// Written by azure-vm-backup adopt on ${new Date().toISOString().slice(0, 10)} from the vaults in Azure.`,
    "// `azure-vm-backup repair --yes` imports them into the stack.",
    ...["alertsmanagement", "authorization", "monitor", "network"]
      .filter((module) => body.some((line) => line.startsWith(`new ${module}.`)))
      .map((module) => `import * as ${module} from ${text(`@pulumi/azure-native/${module}`)};`),
    ...importOf(
      components.filter((component) => body.some((line) => line.includes(`new ${component}(`))),
      "azure-vm-backup",
    ),
    ...body,
  ];
  return `${lines.join("\n")}\n`;
}

/** How the program names a vault and what is in it. */
interface VaultNames {
  readonly variable: string;
  readonly policyVariable: (index: number) => string;
  /** The name that comes before those of the vault's policies and VMs, and a slash. */
  readonly name: string;
  /** The arguments that say in which vault something is. */
  readonly inVault: object;
}

/**
 * The lines of a vault. A slash ends the vault's name in the names of its policies and items, because hyphens do not: the VM `b-c` of vault
 * `a` and the VM `c` of vault `a-b` would have one name.
 */
function vaultLines(vault: AdoptedVault, name: string, suffix: string): string[] {
  const variable = `vault${suffix}`;
  const names: VaultNames = {
    ...{ variable, name },
    policyVariable: (i) => `policy${suffix}${suffix && "_"}${i + 1}`,
    inVault: {
      resourceGroupName: new Code(`${variable}.resourceGroupName`),
      vaultName: new Code(`${variable}.vaultName`),
    },
  };
  return [
    ...ownLines(vault, names),
    ...policyLines(vault, names),
    ...vmLines(vault, names),
    ...companionLines(vault, names),
    ...[...vault.leftOut, ...(vault.companions?.leftOut ?? [])].map((reason) =>
      comment(`// Left out: ${reason}`),
    ),
  ];
}

function ownLines(vault: AdoptedVault, { variable, name }: VaultNames): string[] {
  const { vaultName, resourceGroupName, tags, companions } = vault;
  const args = {
    ...{ resourceGroupName, vaultName, ...vaultArguments(vault.payload) },
    ...(companions?.resourceGuardId && { resourceGuardId: companions.resourceGuardId }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
  return creation(`const ${variable} = `, "BackupVault", name, fieldsOf(args, "  "));
}

const policyLines = ({ policies }: AdoptedVault, { name, policyVariable, inVault }: VaultNames): string[] =>
  policies.flatMap(({ name: policyName, settings, archive, notExpressible }, i) => {
    if (notExpressible !== undefined) return [];
    const args = {
      ...{ ...inVault, policyName, ...policyArguments(settings) },
      ...(archive && { archive }),
      onDestroy: "Retain",
    };
    const start = `const ${policyVariable(i)} = `;
    return creation(start, "VmBackupPolicy", `${name}/${policyName}`, fieldsOf(args, "  "));
  });

function vmLines({ policies, vms }: AdoptedVault, { name, policyVariable, inVault }: VaultNames): string[] {
  const policyIds = new Map<string, unknown>(
    policies.map((policy, i) => [
      policy.name.toLowerCase(),
      policy.notExpressible === undefined ? new Code(`${policyVariable(i)}.policyId`) : policy.id,
    ]),
  );
  const [defaultPolicyId] = policyIds.values();
  if (vms.length === 0 || defaultPolicyId === undefined) return [];
  const args = {
    ...{ ...inVault, policyId: defaultPolicyId },
    vms: Object.fromEntries(vms.map((vm) => [vm.key, vmArguments(vm, policyIds, defaultPolicyId)])),
  };
  return creation("", "ProtectedVms", `${name}/vms`, fieldsOf(args, "  "));
}

const companionLines = ({ companions }: AdoptedVault, { name, variable }: VaultNames): string[] =>
  (companions?.resources ?? []).flatMap(({ module, type, name: own, args }) =>
    creation(
      "",
      `${module}.${type}`,
      `${name}/${own}`,
      fieldsOf(withVault(args, variable) as object, "  "),
      variable,
    ),
  );

/** Arguments with the vault's own variable. */
const withVault = (value: unknown, variable: string): unknown => {
  if (value === vaultIdPlace) return new Code(`${variable}.vaultId`);
  if (Array.isArray(value)) return value.map((inner) => withVault(inner, variable));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withVault(inner, variable)]));
};

function vmArguments(
  vm: AdoptedVm,
  policyIds: ReadonlyMap<string, unknown>,
  defaultPolicyId: unknown,
): object {
  const { vmId, vmName, resourceGroupName, protectionState, disks } = vm;
  const policyId = policyIds.get(vm.policy?.toLowerCase() ?? "");
  return {
    ...{ vmId, vmName, resourceGroupName },
    policyId: policyId === defaultPolicyId ? undefined : policyId,
    ...{ protectionState, disks },
  };
}
