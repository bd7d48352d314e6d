/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import { findingsOf, policyPacks, stackOf } from "../support/engine";

jest.setTimeout(120_000);

const mandatory = (findings: string[]) => findings.filter((finding) => finding.endsWith("[mandatory]"));
const createdVms = (steps: { type: string; failed: boolean }[]) =>
  steps.filter(({ type, failed }) => type === "azure-native:compute:VirtualMachine" && !failed);

describe("the policy pack on a VM", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await stackOf("virtualMachines");
  });
  afterAll(() => stack.remove());

  it("finds too many data disks, an unsupported system and another region in preview", async () => {
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
    expect(disks?.message).toContain(
      "storageProfile.dataDisks: 33 data disks; Azure Backup accepts at most 32",
    );
  });

  it("finds nothing on an unknown disk size in preview, and stops up before the VM is created with too large a disk", async () => {
    // All else is supported: as many data disks as Azure Backup accepts.
    stack.setConfig({
      ...{ dataDisks: 32, publisher: "Canonical", location: "westeurope" },
      unknownDiskGB: 70_000,
    });
    const preview = await stack.preview({ policyPacks });
    expect([preview.ok, mandatory(findingsOf(preview))]).toEqual([true, []]);
    // The ids of the vault and the VM are unknown too, and no message says so.
    expect(preview.log).not.toMatch(/can't run policy/);
    const up = await stack.up({ policyPacks });
    expect(up.ok).toBe(false);
    expect(mandatory(findingsOf(up))).toContain("vm-disk-size-limit [mandatory]");
    const { resources = [] } = await stack.exportState();
    expect(resources.filter(({ type }) => type === "azure-native:compute:VirtualMachine")).toEqual([]);
  });

  it("lets up create a VM with the most data disks and a supported disk size", async () => {
    stack.setConfig({ unknownDiskGB: undefined });
    const up = await stack.up({ policyPacks });
    expect([up.ok, mandatory(findingsOf(up))]).toEqual([true, []]);
    expect(createdVms(up.steps).length).toBe(1);
  });
});
