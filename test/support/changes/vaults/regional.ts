/** Random programs with a RegionalBackup: VMs of two regions come and go, and with them vaults and policies. */
import fc from "fast-check";
import type { RegionalBackup } from "../../../../src/regional/regionalBackup";
import type { RegionalBackupArgs } from "../../../../src/regional/regionalBackupArgs";
import { vmId } from "../../engine";
import { vmNames } from "../edits";
import { type Kind, nth, type VaultEdit, without } from "./kind";

export interface RegionalProgram {
  /** VM names by key. The first three VMs are in another region than the others. */
  readonly names: Readonly<Record<string, string>>;
  readonly previousKeys: Readonly<Record<string, string>>;
  /** Regions in which the program sees VMs, if they are not their own. By key. */
  readonly locations: Readonly<Record<string, string>>;
  /** Days of the daily retention, by policy. */
  readonly policies: Readonly<Record<string, number>>;
  /** Policies other than the default one, by key. */
  readonly uses: Readonly<Record<string, string>>;
  readonly onDestroy: "Retain" | "Delete";
  readonly vaultOnDestroy: "Refuse" | "Retain" | "Delete";
  /** The vault's own onDestroy, by region. */
  readonly overrides: Readonly<Record<string, "Refuse" | "Retain" | "Delete">>;
  readonly isImmutable: boolean;
  /** The vaults that another stack has, by region. */
  readonly existing: Readonly<Record<string, string>>;
  readonly adopted: readonly string[];
}

const first: RegionalProgram = {
  names: { k0: "a", k1: "b", k2: "d" },
  previousKeys: {},
  locations: {},
  policies: { nightly: 30 },
  uses: {},
  onDestroy: "Retain",
  vaultOnDestroy: "Retain",
  overrides: {},
  isImmutable: false,
  existing: {},
  adopted: [],
};

const regions = ["westeurope", "northeurope"] as const;
const flags = ["Refuse", "Retain", "Delete"] as const;
const days = [7, 14, 30, 60, 90, 365] as const;

const regionOf = ({ names, locations }: RegionalProgram, key: string): string =>
  locations[key] ?? (vmNames.indexOf(names[key] ?? "") < 3 ? regions[0] : regions[1]);
const vaultIn = ({ existing }: RegionalProgram, region: string): string =>
  existing[region] ?? `bank-${region}`;
const regionsOf = (program: RegionalProgram): string[] => [
  ...new Set(Object.keys(program.names).map((key) => regionOf(program, key))),
];

const edits: Readonly<Record<string, (program: RegionalProgram, i: number, j: number) => RegionalProgram>> = {
  add(program, i, j) {
    const name = nth(
      vmNames.filter((one) => !Object.values(program.names).includes(one)),
      j,
    );
    const key = `k${i}`;
    if (name === undefined || Object.hasOwn(program.names, key)) return program;
    return { ...program, names: { ...program.names, [key]: name } };
  },
  remove(program, i) {
    const key = nth(Object.keys(program.names), i);
    return key === undefined ? program : { ...program, names: without(program.names, key) };
  },
  rename(program, i, j) {
    const [from, to] = [nth(Object.keys(program.names), i), `r${j}`];
    if (from === undefined || Object.hasOwn(program.names, to)) return program;
    const names = { ...without(program.names, from), [to]: program.names[from] ?? "" };
    return { ...program, names, previousKeys: j % 2 === 0 ? { [to]: from } : {} };
  },
  leaveRegion(program, i) {
    const region = nth(regions, i);
    const names = Object.entries(program.names).filter(([key]) => regionOf(program, key) !== region);
    return { ...program, names: Object.fromEntries(names) };
  },
  moveRegion(program, i, j) {
    const key = nth(Object.keys(program.names), i);
    return key === undefined ? program : { ...program, locations: { [key]: nth(regions, j) ?? "" } };
  },
  flag: (program) => ({
    ...program,
    onDestroy: program.onDestroy === "Retain" ? "Delete" : "Retain",
    adopted: [],
  }),
  vaultFlag: (program, i) => ({ ...program, vaultOnDestroy: nth(flags, i) ?? "Refuse" }),
  override(program, i, j) {
    const region = nth(regionsOf(program), i);
    return region === undefined
      ? program
      : { ...program, overrides: { [region]: nth(flags, j) ?? "Refuse" } };
  },
  noOverride: (program) => ({ ...program, overrides: {} }),
  existing(program, i, j) {
    const region = nth(regionsOf(program), i);
    if (region === undefined) return program;
    const vault = j % 3 === 0 ? "bank-vault" : `bank-${region}`;
    return { ...program, existing: { [region]: vault } };
  },
  notExisting: (program) => ({ ...program, existing: {} }),
  retention(program, i, j) {
    const policy = nth(Object.keys(program.policies), i) ?? "";
    return { ...program, policies: { ...program.policies, [policy]: nth(days, j) ?? 30 } };
  },
  addPolicy: (program, i, j) => ({
    ...program,
    policies: { ...program.policies, [`policy${i}`]: nth(days, j) ?? 30 },
  }),
  removePolicy(program, i) {
    const policy = nth(Object.keys(program.policies), i) ?? "";
    const policies = without(program.policies, policy);
    if (Object.keys(policies).length === 0) return program;
    const uses = Object.entries(program.uses).filter(([, name]) => name !== policy);
    return { ...program, policies, uses: Object.fromEntries(uses) };
  },
  renamePolicy: (program, i, j) =>
    edits.removePolicy?.(edits.addPolicy?.(program, i, j) ?? program, 0, 0) ?? program,
  usePolicy(program, i, j) {
    const [key, policy] = [nth(Object.keys(program.names), i), nth(Object.keys(program.policies), j)];
    return key === undefined || policy === undefined ? program : { ...program, uses: { [key]: policy } };
  },
  immutable: (program) => ({ ...program, isImmutable: !program.isImmutable }),
  adopt: (program) => ({ ...program, onDestroy: "Retain", adopted: Object.keys(program.names) }),
  crash: (program, i, j) => edits.add?.(edits.renamePolicy?.(program, j, i) ?? program, i, j) ?? program,
  fail: (program, i, j) =>
    edits.remove?.(edits.retention?.(edits.add?.(program, i, j) ?? program, i, j) ?? program, j, i) ??
    program,
};

const anyEdit: fc.Arbitrary<VaultEdit> = fc.record({
  kind: fc.constantFrom(...Object.keys(edits), "add", "add", "add", "leaveRegion", "vaultFlag"),
  i: fc.nat({ max: 5 }),
  j: fc.nat({ max: 5 }),
});

export const regional: Kind<RegionalProgram> = {
  name: "regional",
  first,
  anyEdit,
  edited(program, { kind, i, j }) {
    const next = edits[kind]?.({ ...program, previousKeys: {} }, i, j) ?? program;
    // Each key of these maps is a region with VMs: another one is refused.
    const used = regionsOf(next);
    const ofUsed = <T>(map: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(map).filter(([region]) => used.includes(region)));
    return { ...next, overrides: ofUsed(next.overrides), existing: ofUsed(next.existing) };
  },
  expected(program) {
    const vaults = regionsOf(program).map((region) => vaultIn(program, region));
    return {
      items: Object.fromEntries(
        Object.entries(program.names).map(([key, vm]) => [
          key,
          { vm, vault: vaultIn(program, regionOf(program, key)) },
        ]),
      ),
      policies: Object.fromEntries(
        vaults.flatMap((vault) =>
          Object.entries(program.policies).map(([policy, ofPolicy]) => [`${vault}/${policy}`, ofPolicy]),
        ),
      ),
      isDeleted(name) {
        const [vault = "", policy] = name.split("/");
        const region = vault.replace("bank-", "");
        const vaultIsDeleted =
          !Object.values(program.existing).includes(vault) &&
          (program.overrides[region] ?? program.vaultOnDestroy) === "Delete";
        return vaultIsDeleted || (policy !== undefined && program.onDestroy === "Delete");
      },
    };
  },
  removesComponent: () => false,
};

/** @param Component The class, which the engine's programs take from the package and the model from the sources. */
export function declareRegional(Component: typeof RegionalBackup, program: RegionalProgram): void {
  const { names, policies, adopted, uses, previousKeys, onDestroy, vaultOnDestroy, existing } = program;
  const subscriptionId = "00000000-0000-0000-0000-000000000000";
  const args = {
    resourceGroupName: "bank",
    vms: Object.fromEntries(
      Object.entries(names).map(([key, name]) => {
        const [policy, previousKey] = [uses[key], previousKeys[key]];
        const more = {
          ...(policy !== undefined && { policy }),
          ...(previousKey !== undefined && { previousKey }),
        };
        return [key, { vmId: vmId(name), location: regionOf(program, key), ...more }];
      }),
    ),
    policies: Object.fromEntries(
      Object.entries(policies).map(([name, ofPolicy]) => [
        name,
        { schedule: { daily: { time: "22:30" } }, retention: { daily: { days: ofPolicy } } },
      ]),
    ),
    defaultPolicy: Object.keys(policies)[0] ?? "",
    onDestroy,
    vault: { onDestroy: vaultOnDestroy, immutability: program.isImmutable ? "Unlocked" : "Disabled" },
    vaultOverrides: Object.fromEntries(
      Object.entries(program.overrides).map(([region, flag]) => [region, { onDestroy: flag }]),
    ),
    existingVaults: Object.fromEntries(
      Object.entries(existing).map(([region, vaultName]) => [
        region,
        { vaultName, resourceGroupName: "bank" },
      ]),
    ),
    ...(adopted.length > 0 && {
      adopt: { subscriptionId, keys: adopted.filter((key) => Object.hasOwn(names, key)) },
    }),
  };
  new Component("bank", args as RegionalBackupArgs);
}
