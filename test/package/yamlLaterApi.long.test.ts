// A vault at a later API version in YAML: the component runs in a plugin, as for every other language.
import { rmSync } from "node:fs";
import { openStore } from "../../simulator/azure/store";
import { vaultType } from "../../simulator/azure/types";
import type { Outcome } from "../../simulator/engine";
import { errorsOf } from "../support/engine";
import { packedLibrary } from "./packed";
import { backupInYaml, countsInAzure, furnishedAzure, yamlStack } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

const changedTypes = ({ steps }: Outcome): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, type }) => `${op} ${type}`);

it("moves to the later version and back without a replacement", async () => {
  const { root, library } = await packedLibrary();
  const stack = await yamlStack(library, await furnishedAzure(), { inProcess: false });
  try {
    stack.write(backupInYaml());
    expect(errorsOf(await stack.up())).toBe("");
    stack.write(backupInYaml({ vault: { costDetail: "ProtectedItemLevel" } }));
    const moved = await stack.up();
    expect(errorsOf(moved)).toBe("");
    expect(changedTypes(moved)).toEqual([
      "update azure-vm-backup:index:BackupVault",
      "create pulumi:providers:azure-native_recoveryservices_v20260501",
      "update azure-native_recoveryservices_v20260501:recoveryservices:Vault",
    ]);
    const [vault] = [...openStore(stack.azureDir).ofType(vaultType)];
    expect(vault?.properties.properties).toMatchObject({
      costManagementSettings: { granularityLevel: "ProtectedItemLevel" },
    });
    stack.write(backupInYaml());
    expect(changedTypes(await stack.up())).toContain("update azure-native:recoveryservices:Vault");
    expect(countsInAzure(stack)).toEqual([1, 2]);
  } finally {
    stack.remove();
    rmSync(root, { recursive: true, force: true });
  }
});
