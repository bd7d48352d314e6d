import { formatFinding } from "../../src/core/format";
import { judge, type Rule, UnknownValue } from "../../src/core/rule";
import type { VirtualMachine } from "../../src/vm/arm";
import { diskIsNotShared, diskIsReadable } from "../../src/vm/disk";
import { dataDiskLimit, diskSizeLimit, editions, vmSizeLimit } from "../../src/vm/facts";
import * as rules from "../../src/vm/rules";
import { pathsOf } from "../support/boundaries";

const vmOf = (osDisk: object, ...dataDisks: unknown[]) =>
  ({ storageProfile: { osDisk, dataDisks } }) as VirtualMachine;
const paths = (rule: Rule<VirtualMachine> | readonly Rule<VirtualMachine>[], vm: unknown) =>
  pathsOf(rule, vm);
/** An object with one field that is not known yet. */
const withUnknown = (field: string, rest: object = {}) =>
  Object.defineProperty({ ...rest }, field, {
    enumerable: true,
    get: () => {
      throw new UnknownValue(field);
    },
  });

describe("data disks", () => {
  it.each(editions)("of edition %s: accepts as many as the limit, and not one more", (edition) => {
    const limit = dataDiskLimit[edition].value;
    const disks = (count: number) => vmOf({}, ...Array.from({ length: count }, (_, lun) => ({ lun })));
    expect(paths([rules.dataDisksWithinLimit(edition)], disks(limit))).toEqual([]);
    expect(paths([rules.dataDisksWithinLimit(edition)], disks(limit + 1))).toEqual([
      "storageProfile.dataDisks",
    ]);
  });

  it("16 were the limit in 2018, 32 are now", () => {
    expect(editions).toEqual(["2018-12", "2026-03"]);
    expect(dataDiskLimit["2018-12"].value).toBe(16);
    expect(dataDiskLimit["2026-03"].value).toBe(32);
  });

  it("counts disks with unknown fields", () => {
    const disks = Array.from({ length: 3 }, () => withUnknown("lun"));
    const [finding] = judge([rules.dataDisksWithinLimit("2026-03", 2)], vmOf({}, ...disks)).findings;
    expect(formatFinding(finding as never)).toMatch(
      /^storageProfile\.dataDisks: 3 data disks; the setting maxDataDisks accepts at most 2\. Fix: detach 1 of them.*2026-03-26\)$/,
    );
  });

  it("names Azure Backup and the edition if the policy has no lower setting", () => {
    const disks = Array.from({ length: 33 }, () => ({}));
    const [finding] = judge([rules.dataDisksWithinLimit()], vmOf({}, ...disks)).findings;
    expect(formatFinding(finding as never)).toMatch(
      /^storageProfile\.dataDisks: 33 data disks; Azure Backup accepts at most 32 \(support limits of 2026-03\)\. Fix: detach 1 of them.*2026-03-26\)$/,
    );
  });
});

describe("disk sizes", () => {
  const sizes = rules.diskSizesWithinLimit();
  it("64 TB is the limit for one disk, 512 TB for one VM", () => {
    expect([diskSizeLimit.value, vmSizeLimit.value]).toEqual([64 * 1024, 512 * 1024]);
  });

  it("accepts each disk up to the limit", () => {
    const { value } = diskSizeLimit;
    expect(paths(sizes, vmOf({ diskSizeGB: value }, { diskSizeGB: value }))).toEqual([]);
    expect(paths(sizes, vmOf({ diskSizeGB: value + 1 }, {}, { diskSizeGB: value + 1 }))).toEqual([
      "storageProfile.osDisk.diskSizeGB",
      "storageProfile.dataDisks[1].diskSizeGB",
    ]);
  });

  it("accepts all disks together up to the limit", () => {
    const total = [rules.vmSizeWithinLimit(100)];
    expect(paths(total, vmOf({ diskSizeGB: 60 }, { diskSizeGB: 40 }, {}))).toEqual([]);
    expect(paths(total, vmOf({ diskSizeGB: 60 }, { diskSizeGB: 40 }, { diskSizeGB: 1 }))).toEqual([
      "storageProfile",
    ]);
    expect(paths(total, { storageProfile: { dataDisks: [{ diskSizeGB: 101 }] } })).toEqual([
      "storageProfile",
    ]);
  });

  it("reports an unknown size, and the findings on other disks", () => {
    const verdict = judge(
      [sizes],
      vmOf(withUnknown("diskSizeGB"), { diskSizeGB: 1e6 }, withUnknown("diskSizeGB")),
    );
    expect(verdict.findings.map(({ path }) => path)).toEqual(["storageProfile.dataDisks[0].diskSizeGB"]);
    expect(verdict.unknown).toBeInstanceOf(UnknownValue);
  });

  it("reports the known sizes if they already exceed the limit", () => {
    const total = [rules.vmSizeWithinLimit(100)];
    expect(judge(total, vmOf(withUnknown("diskSizeGB"), { diskSizeGB: 101 }))).toMatchObject({
      findings: [{ path: "storageProfile" }],
    });
    const open = judge(total, vmOf({ diskSizeGB: 100 }, withUnknown("diskSizeGB")));
    expect(open.findings).toEqual([]);
    expect(open.unknown).toBeInstanceOf(UnknownValue);
  });
});

describe("kinds of disks", () => {
  it("reports each unmanaged disk with its path", () => {
    const blob = { vhd: { uri: "https://a.blob.core.windows.net/vhds/os.vhd" } };
    expect(paths(rules.disksAreManaged, vmOf(blob, { managedDisk: {} }, blob))).toEqual([
      "storageProfile.osDisk.vhd",
      "storageProfile.dataDisks[1].vhd",
    ]);
    expect(paths(rules.disksAreManaged, vmOf({ vhd: null }, {}))).toEqual([]);
  });

  it("reports Write Accelerator: always on the OS disk, in 2018 also on data disks", () => {
    const fast = vmOf({ writeAcceleratorEnabled: true }, {}, { writeAcceleratorEnabled: true });
    const osDisk = "storageProfile.osDisk.writeAcceleratorEnabled";
    const dataDisk = "storageProfile.dataDisks[1].writeAcceleratorEnabled";
    expect(paths(rules.disksAreNotAccelerated("2026-03"), fast)).toEqual([osDisk]);
    expect(paths(rules.disksAreNotAccelerated("2018-12"), fast)).toEqual([osDisk, dataDisk]);
    const slow = vmOf({ writeAcceleratorEnabled: false }, { writeAcceleratorEnabled: false });
    for (const edition of editions) expect(paths(rules.disksAreNotAccelerated(edition), slow)).toEqual([]);
  });

  it("reports an ephemeral OS disk", () => {
    const local = vmOf({ diffDiskSettings: { option: "Local", placement: "CacheDisk" } });
    expect(paths([rules.osDiskIsNotEphemeral], local)).toEqual([
      "storageProfile.osDisk.diffDiskSettings.option",
    ]);
    expect(paths([rules.osDiskIsNotEphemeral], vmOf({ diffDiskSettings: { option: "local" } }))).toHaveLength(
      1,
    );
    expect(paths([rules.osDiskIsNotEphemeral], vmOf({ diffDiskSettings: {} }))).toEqual([]);
  });
});

it.each(["linuxConfiguration", "windowsConfiguration"])("reports a disabled agent in %s", (os) => {
  const agent = (provisionVMAgent?: boolean) => ({ osProfile: { [os]: { provisionVMAgent } } });
  expect(paths(rules.agentRules, agent(false))).toEqual([`osProfile.${os}.provisionVMAgent`]);
  expect(paths(rules.agentRules, agent(true))).toEqual([]);
  expect(paths(rules.agentRules, agent())).toEqual([]);
});

it("reports that extensions are not allowed", () => {
  expect(paths(rules.agentRules, { osProfile: { allowExtensionOperations: false } })).toEqual([
    "osProfile.allowExtensionOperations",
  ]);
  expect(paths(rules.agentRules, { osProfile: { allowExtensionOperations: true } })).toEqual([]);
});

describe("values as Azure reads them", () => {
  const agent = (value: unknown) => ({ osProfile: { linuxConfiguration: { provisionVMAgent: value } } });
  it.each([false, "false", "False"])("no agent: %j", (value) => {
    expect(paths(rules.agentRules, agent(value))).toEqual(["osProfile.linuxConfiguration.provisionVMAgent"]);
  });
  it.each([true, "true", "True", undefined, null, ""])("an agent: %j", (value) => {
    expect(paths(rules.agentRules, agent(value))).toEqual([]);
  });

  it("Write Accelerator as text", () => {
    const of = (value: unknown) =>
      paths([rules.disksAreNotAccelerated()], vmOf({ writeAcceleratorEnabled: value }));
    expect(of("TRUE")).toEqual(["storageProfile.osDisk.writeAcceleratorEnabled"]);
    expect(of("false")).toEqual([]);
  });

  it("a size as text, at its limit and one above it", () => {
    const of = (value: number) => paths([rules.diskSizesWithinLimit()], vmOf({ diskSizeGB: String(value) }));
    expect(of(diskSizeLimit.value)).toEqual([]);
    expect(of(diskSizeLimit.value + 1)).toEqual(["storageProfile.osDisk.diskSizeGB"]);
  });

  it.each([{}, null, undefined, { uri: null }])("no unmanaged disk: vhd %j", (vhd) => {
    expect(paths([rules.disksAreManaged], vmOf({ vhd }))).toEqual([]);
  });
  it("an unmanaged disk", () => {
    expect(paths([rules.disksAreManaged], vmOf({ vhd: { uri: "https://x/y.vhd" } }))).toEqual([
      "storageProfile.osDisk.vhd",
    ]);
  });

  it.each(["AzureActiveDirectory", "azureActiveDirectory", "AZUREACTIVEDIRECTORY"])(
    "a disk that needs %s",
    (mode) => {
      expect(judge([diskIsReadable], { dataAccessAuthMode: mode }).findings).toHaveLength(1);
    },
  );
  it.each(["None", "none", "", undefined])("a disk with access mode %j", (mode) => {
    expect(judge([diskIsReadable], { dataAccessAuthMode: mode } as never).findings).toEqual([]);
  });

  it("a shared disk as text", () => {
    expect(judge([diskIsNotShared()], { maxShares: "2" } as never).findings).toHaveLength(1);
    expect(judge([diskIsNotShared()], { maxShares: "1" } as never).findings).toEqual([]);
  });
});
