// A vault at a later API version in a Python program on the packed library's generated SDK, with the real engine and simulated Azure.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { vaultType } from "../../simulator/azure/types";
import { createStack, type Outcome, repositoryDir } from "../../simulator/engine";
import { errorsOf } from "../support/engine";
import { warningsOf } from "../support/replacedVm";
import { vmId } from "./everyComponent";
import { providePythonHost, pythonFor } from "./languageTools";
import { startPlugin } from "./runningPlugin";
import { generateSdks, installPythonSdk } from "./sdks";
import { countsInAzure, furnishedAzure } from "./yaml";

/** The first run builds the SDK generator and installs Pulumi's Python SDK. */
jest.setTimeout(20 * 60_000);

const programs = join(repositoryDir, "test/package/programs");
const provider = "pulumi:providers:azure-native_recoveryservices_v20260501";

const changedTypes = ({ steps }: Outcome): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, type }) => `${op} ${type}`);

it("moves to the later version and back without a replacement, with its item", async () => {
  const sdks = await generateSdks();
  const python = await pythonFor(join(programs, "requirements.txt"));
  const projectDir = join(sdks.root, "program");
  mkdirSync(projectDir);
  copyFileSync(join(programs, "laterApi.py"), join(projectDir, "__main__.py"));
  writeFileSync(
    join(projectDir, "Pulumi.yaml"),
    [
      "name: languages",
      `runtime: ${JSON.stringify({ name: "python", options: { virtualenv: dirname(dirname(python)) } })}`,
      `plugins: ${JSON.stringify({ providers: [{ name: "azure-vm-backup", path: sdks.library }] })}`,
    ].join("\n"),
  );
  const plugin = await startPlugin(sdks.library);
  const env = {
    ...{ ...(await providePythonHost()), ...plugin.env },
    PYTHONPATH: await installPythonSdk(python, sdks),
  };
  const azureDir = await furnishedAzure();
  const stack = await createStack({ projectDir, azureDir, config: { webId: vmId("web") } });
  const vaultInAzure = () => [...openStore(azureDir).ofType(vaultType)][0]?.properties.properties;
  try {
    expect(errorsOf(await stack.up({ env }))).toBe("");
    expect(countsInAzure(stack)).toEqual([1, 1]);

    stack.setConfig({ immutabilityDays: 45 });
    const moved = await stack.up({ env });
    expect(errorsOf(moved)).toBe("");
    expect(warningsOf(moved)).toContain("immutabilityDays and threatDetection need API version 2026-05-01");
    expect(changedTypes(moved)).toEqual([
      "update azure-vm-backup:index:BackupVault",
      `create ${provider}`,
      "update azure-native_recoveryservices_v20260501:recoveryservices:Vault",
    ]);
    expect(vaultInAzure()).toMatchObject({
      securitySettings: {
        immutabilitySettings: { configuration: { type: "TimeBased", durationInDays: 45 } },
        sourceScanConfiguration: { state: "Enabled" },
      },
    });

    stack.setConfig({ immutabilityDays: undefined });
    expect(changedTypes(await stack.up({ env }))).toEqual([
      "update azure-vm-backup:index:BackupVault",
      "update azure-native:recoveryservices:Vault",
      `delete ${provider}`,
    ]);
    expect(countsInAzure(stack)).toEqual([1, 1]);
  } finally {
    stack.remove();
    plugin.stop();
    for (const folder of [sdks.root, azureDir]) rmSync(folder, { recursive: true, force: true });
  }
});
