import type { Stack } from "../../simulator/engine";
import { findingsOf, policyPacks, stackOf } from "../support/engine";

jest.setTimeout(120_000);

const mandatory = (findings: string[]) => findings.filter((finding) => finding.endsWith("[mandatory]"));
const created = (names: { name: string; type: string; failed: boolean }[]) =>
  names.filter(({ type, failed }) => type === "azure-native:compute:VirtualMachine" && !failed);

let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("virtualMachines");
});
afterAll(() => stack.remove());

it("a VM that Azure Backup protects passes, with the most data disks it may have", async () => {
  stack.setConfig({ dataDisks: 32 });
  const preview = await stack.preview({ policyPacks });
  expect([preview.ok, mandatory(findingsOf(preview))]).toEqual([true, []]);
  // The vault's and the VMs' ids are unknown, and nobody is told.
  expect(preview.log).not.toMatch(/can't run policy/);
});

it("too many data disks, an unsupported system and another region are each found in preview", async () => {
  stack.setConfig({ dataDisks: 33, publisher: "CoreOS", location: "northeurope" });
  const preview = await stack.preview({ policyPacks });
  expect(preview.ok).toBe(false);
  expect(mandatory(findingsOf(preview))).toEqual(
    expect.arrayContaining([
      "vm-and-vault-same-region [mandatory]",
      "vm-data-disk-limit [mandatory]",
      "vm-os-supported [mandatory]",
    ]),
  );
  const [disks] = preview.policyViolations.filter(({ policy }) => policy === "vm-data-disk-limit");
  expect(disks?.message).toContain("storageProfile.dataDisks: got 33 data disks; allowed: at most 32");
});

it("a disk unknown in preview is no finding there, and is caught on up before the VM is created", async () => {
  stack.setConfig({ dataDisks: 2, publisher: "Canonical", location: "westeurope", unknownDiskGB: 70_000 });
  const preview = await stack.preview({ policyPacks });
  expect([preview.ok, mandatory(findingsOf(preview))]).toEqual([true, []]);
  const up = await stack.up({ policyPacks });
  expect(up.ok).toBe(false);
  expect(mandatory(findingsOf(up))).toContain("vm-disk-size-limit [mandatory]");
  const { resources = [] } = await stack.exportState();
  expect(resources.filter(({ type }) => type === "azure-native:compute:VirtualMachine")).toEqual([]);
});

it("a disk of a size that is known and good passes on up as well", async () => {
  stack.setConfig({ unknownDiskGB: undefined });
  const up = await stack.up({ policyPacks });
  expect([up.ok, mandatory(findingsOf(up))]).toEqual([true, []]);
  expect(created(up.steps).length).toBe(1);
});
