import * as pulumi from "@pulumi/pulumi";
import { skippedImagesNotice } from "../../../src/atScale/skippedImages";
import { BackupAtScale } from "../../../src/index";
import { isListedImage, missedImages } from "../../../src/protection/builtIn/images";
import { register } from "../../support/mocks";

it.each([
  ["RedHat", "RHEL", "8_5"],
  ["RedHat", "rhel-sap-hana", "7.7"],
  ["Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2"],
  ["Canonical", "ubuntu-24_04-lts", "server-gen1"],
  ["Canonical", "UbuntuServer", "18.04-LTS"],
  ["MicrosoftWindowsServer", "WindowsServer", "2022-datacenter-azure-edition-hotpatch"],
  ["microsoftwindowsserver", "windowsserver", "2025-DATACENTER-G2"],
  ["MicrosoftSQLServer", "sql2019-ws2019", "enterprise"],
  ["MicrosoftWindowsDesktop", "Windows-11", "win11-23h2-pro"],
  ["SUSE", "SLES", "12-sp5"],
])("Azure's definitions back up %s %s %s", (publisher, offer, sku) =>
  expect(isListedImage({ publisher, offer, sku })).toBe(true),
);

it.each(missedImages)("they skip $os", (image) => {
  expect(isListedImage(image)).toBe(false);
  expect(skippedImagesNotice("BackupAtScale", true)).toContain(image.os);
});

it.each([
  ["RedHat", "RHEL", "10-lvm-gen2"],
  ["SUSE", "SLES", "15"],
  ["MicrosoftSQLServer", "sql2022-ws2022", "standard-gen2"],
  ["almalinux", "almalinux-x86_64", "9-gen2"],
])("they skip %s %s %s", (publisher, offer, sku) =>
  expect(isListedImage({ publisher, offer, sku })).toBe(false),
);

it("preview says which VMs are skipped", async () => {
  const scope = "/subscriptions/00000000-0000-0000-0000-000000000000";
  const policyId = `${scope}/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/bank/backupPolicies/gold`;
  const info = jest.spyOn(pulumi.log, "info").mockResolvedValue();
  const isDryRun = jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(true);
  await register(() => {
    new BackupAtScale("fleet", { scope, backups: { gold: { policyId, location: "westeurope" } } });
  });
  isDryRun.mockRestore();
  expect(info.mock.calls.flat()).toContain(skippedImagesNotice('BackupAtScale "fleet"', true));
  info.mockRestore();
});
