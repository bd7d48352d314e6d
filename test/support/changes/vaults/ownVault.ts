/** Random programs with a BackupVault, policies and a ProtectedVms, each of which comes and goes. */
import fc from "fast-check";
import type { VmBackupPolicy } from "../../../../src/backupPolicy/vmBackupPolicy";
import type { ProtectedVms } from "../../../../src/protection/component/protectedVms";
import type { BackupVault } from "../../../../src/vault/backupVault";
import { bankGroup, vmId } from "../../engine";
import { vmNames } from "../edits";
import { type Kind, nth, type VaultEdit, without } from "./kind";

const flags = ["Refuse", "Retain", "Delete"] as const;
const days = [7, 14, 30, 60, 90, 365] as const;

interface Policy {
  /** Its name in Azure. */
  readonly policyName: string;
  readonly days: number;
  readonly onDestroy: "Retain" | "Delete";
}

export interface OwnVaultProgram {
  readonly names: Readonly<Record<string, string>>;
  readonly adopted: readonly string[];
  readonly onDestroy: "Retain" | "Delete";
  /** What Azure Backup does with all VMs. Omitted: it protects them. */
  readonly protectionState?: "ProtectionStopped";
  /** The policies by their names in Pulumi. */
  readonly policies: Readonly<Record<string, Policy>>;
  /** The policy that the items use; the program need not have it. */
  readonly used: { readonly name: string; readonly policyName: string };
  readonly vaultOnDestroy: (typeof flags)[number];
  readonly isImmutable: boolean;
  /** Name of the vault in Azure if it is another stack's. Omitted: it is the program's own. */
  readonly vaultName?: string;
  /** Whether the program has them. Without them, the vault is another stack's, and Azure keeps the items. */
  readonly has: { readonly vault: boolean; readonly items: boolean };
}

const first: OwnVaultProgram = {
  names: { k0: "a", k1: "b", k2: "c" },
  adopted: [],
  onDestroy: "Retain",
  policies: { nightly: { policyName: "nightly", days: 30, onDestroy: "Retain" } },
  used: { name: "nightly", policyName: "nightly" },
  vaultOnDestroy: "Retain",
  isImmutable: false,
  has: { vault: true, items: true },
};

const vault = "own-vault";

const use = (program: OwnVaultProgram, name: string): OwnVaultProgram => {
  const policy = program.policies[name];
  return policy === undefined ? program : { ...program, used: { name, policyName: policy.policyName } };
};

const withPolicy = (
  program: OwnVaultProgram,
  i: number,
  change: (policy: Policy) => Partial<Policy>,
): OwnVaultProgram => {
  const [name, policy] = nth(Object.entries(program.policies), i) ?? [];
  if (name === undefined || policy === undefined) return program;
  const next = { ...program, policies: { ...program.policies, [name]: { ...policy, ...change(policy) } } };
  return program.used.name === name ? use(next, name) : next;
};

const edits = {
  add(program: OwnVaultProgram, i: number, j: number): OwnVaultProgram {
    const free = vmNames.filter((one) => !Object.values(program.names).includes(one));
    const [name, key] = [nth(free, j), `k${i}`];
    if (name === undefined || Object.hasOwn(program.names, key)) return program;
    return { ...program, names: { ...program.names, [key]: name } };
  },
  remove(program: OwnVaultProgram, i: number): OwnVaultProgram {
    const key = nth(Object.keys(program.names), i);
    return key === undefined ? program : { ...program, names: without(program.names, key) };
  },
  flag: (program: OwnVaultProgram): OwnVaultProgram => ({
    ...program,
    onDestroy: program.onDestroy === "Retain" ? "Delete" : "Retain",
    adopted: [],
  }),
  vaultFlag: (program: OwnVaultProgram, i: number): OwnVaultProgram => ({
    ...program,
    vaultOnDestroy: nth(flags, i) ?? "Refuse",
  }),
  policyFlag: (program: OwnVaultProgram, i: number): OwnVaultProgram =>
    withPolicy(program, i, ({ onDestroy }) => ({ onDestroy: onDestroy === "Retain" ? "Delete" : "Retain" })),
  retention: (program: OwnVaultProgram, i: number, j: number): OwnVaultProgram =>
    withPolicy(program, i, () => ({ days: nth(days, j) ?? 30 })),
  /** In Azure, which replaces it. */
  renamePolicy: (program: OwnVaultProgram, i: number, j: number): OwnVaultProgram =>
    withPolicy(program, i, () => ({ policyName: `renamed${j}` })),
  addPolicy(program: OwnVaultProgram, i: number, j: number): OwnVaultProgram {
    const name = `policy${i}`;
    if (Object.hasOwn(program.policies, name) || !program.has.vault) return program;
    const policy = {
      policyName: name,
      days: nth(days, j) ?? 30,
      onDestroy: j % 2 ? "Delete" : "Retain",
    } as const;
    return { ...program, policies: { ...program.policies, [name]: policy } };
  },
  usePolicy: (program: OwnVaultProgram, i: number): OwnVaultProgram =>
    use(program, nth(Object.keys(program.policies), i) ?? ""),
  /** The items still use it. */
  removePolicy: (program: OwnVaultProgram, i: number): OwnVaultProgram => ({
    ...program,
    policies: without(program.policies, nth(Object.keys(program.policies), i) ?? ""),
  }),
  /** Its items get another one. */
  changePolicy(program: OwnVaultProgram, i: number, j: number): OwnVaultProgram {
    const { name } = program.used;
    const next = use(edits.addPolicy(program, i, j), `policy${i}`);
    return next.used.name === name ? program : { ...next, policies: without(next.policies, name) };
  },
  immutable: (program: OwnVaultProgram): OwnVaultProgram => ({
    ...program,
    isImmutable: !program.isImmutable,
  }),
  removeItems: (program: OwnVaultProgram): OwnVaultProgram => ({
    ...program,
    has: { ...program.has, items: false },
  }),
  /** The vault and its policies belong to another stack from now on. */
  giveVaultAway: (program: OwnVaultProgram): OwnVaultProgram =>
    program.vaultOnDestroy === "Delete"
      ? program
      : { ...program, has: { ...program.has, vault: false }, policies: {} },
  removeAll: (program: OwnVaultProgram): OwnVaultProgram => ({
    ...program,
    has: { vault: false, items: false },
    policies: {},
  }),
  putBack: (program: OwnVaultProgram): OwnVaultProgram => ({
    ...program,
    has: { vault: true, items: true },
    policies:
      Object.keys(program.policies).length > 0
        ? program.policies
        : { [program.used.name]: { policyName: program.used.policyName, days: 30, onDestroy: "Retain" } },
  }),
  adopt: (program: OwnVaultProgram): OwnVaultProgram => ({
    ...program,
    onDestroy: "Retain",
    adopted: Object.keys(program.names),
  }),
  crash: (program: OwnVaultProgram, i: number, j: number): OwnVaultProgram =>
    edits.add(use(edits.addPolicy(program, j, i), `policy${j}`), i, j),
  fail: (program: OwnVaultProgram, i: number, j: number): OwnVaultProgram =>
    edits.remove(edits.retention(edits.add(program, i, j), i, j), j),
};

const anyEdit: fc.Arbitrary<VaultEdit> = fc.record({
  kind: fc.constantFrom(...Object.keys(edits), "add", "add", "remove", "putBack", "putBack"),
  i: fc.nat({ max: 5 }),
  j: fc.nat({ max: 5 }),
});

export const ownVault: Kind<OwnVaultProgram> = {
  name: "ownVault",
  first,
  anyEdit,
  edited: (program, { kind, i, j }) => edits[kind as keyof typeof edits](program, i, j),
  expected: ({ names, policies, has, vaultOnDestroy }) => ({
    items: has.items
      ? Object.fromEntries(Object.entries(names).map(([key, vm]) => [key, { vm, vault }]))
      : {},
    policies: Object.fromEntries(
      Object.values(policies).map((policy) => [`${vault}/${policy.policyName}`, policy.days]),
    ),
    isDeleted: (name) =>
      vaultOnDestroy === "Delete" ||
      Object.values(policies).some(
        (policy) => `${vault}/${policy.policyName}` === name && policy.onDestroy === "Delete",
      ),
  }),
  removesComponent: (before, after) =>
    (before.has.vault && !after.has.vault) ||
    (before.has.items && !after.has.items) ||
    Object.keys(before.policies).some((name) => !Object.hasOwn(after.policies, name)),
};

export interface Components {
  readonly BackupVault: typeof BackupVault;
  readonly VmBackupPolicy: typeof VmBackupPolicy;
  readonly ProtectedVms: typeof ProtectedVms;
}

/** @param components The classes, which the engine's programs take from the package and the model from the sources. */
export function declareOwnVault(components: Components, program: OwnVaultProgram): void {
  const { names, adopted, onDestroy, policies, used, has, protectionState } = program;
  const ofState = protectionState === undefined ? {} : { protectionState };
  const plain = { resourceGroupName: "bank", vaultName: program.vaultName ?? vault };
  const own = has.vault
    ? new components.BackupVault("vault", {
        ...plain,
        location: "westeurope",
        onDestroy: program.vaultOnDestroy,
        immutability: program.isImmutable ? "Unlocked" : "Disabled",
      })
    : undefined;
  const inVault =
    own === undefined ? plain : { resourceGroupName: own.resourceGroupName, vaultName: own.vaultName };
  const declared = Object.fromEntries(
    Object.entries(policies).map(([name, policy]) => [
      name,
      new components.VmBackupPolicy(name, {
        ...inVault,
        policyName: policy.policyName,
        schedule: { daily: { time: "22:30" } },
        retention: { daily: { days: policy.days } },
        onDestroy: policy.onDestroy,
      }),
    ]),
  );
  if (!has.items) return;
  const vaultId = `${bankGroup}/providers/Microsoft.RecoveryServices/vaults/${plain.vaultName}`;
  new components.ProtectedVms("backup", {
    ...inVault,
    policyId: declared[used.name]?.policyId ?? `${vaultId}/backupPolicies/${used.policyName}`,
    vms: Object.fromEntries(
      Object.entries(names).map(([key, name]) => [key, { vmId: vmId(name), ...ofState }]),
    ),
    onDestroy,
    ...(adopted.length > 0 && {
      adopt: { vaultId, keys: adopted.filter((key) => Object.hasOwn(names, key)) },
    }),
  });
}
