import { packageNameOf, parameterOfArgs, parameterOfValue } from "../../../simulator/azure/parameterize";
import { here, vault } from "./bodies";
import { startAzure } from "./harness";

const [earlier, later] = ["recoveryservices:Vault", "recoveryservices/v20260501:Vault"];
const costs = { costManagementSettings: { granularityLevel: "VaultLevel" } };

it("a property is refused before its API version, and answered only from it on", async () => {
  const azure = await startAzure();
  try {
    await azure.create("resources:ResourceGroup", here);
    await expect(azure.create(earlier, { ...vault, properties: costs })).rejects.toThrow(
      "API version 2024-10-01 has no property 'properties.costManagementSettings'",
    );
    const created = await azure.create(later, { ...vault, properties: costs });
    expect(created.outputs).toMatchObject({ azureApiVersion: "2026-05-01", properties: costs });
    const [before, after] = await Promise.all([earlier, later].map((type) => azure.read(type, created.id)));
    expect(before?.outputs.properties).not.toHaveProperty("costManagementSettings");
    expect(after?.outputs.properties).toMatchObject(costs);
    // The earlier version keeps what it does not know.
    await azure.update(earlier, created, { ...vault, properties: { publicNetworkAccess: "Disabled" } });
    expect((await azure.read(later, created.id))?.outputs.properties).toMatchObject(costs);
  } finally {
    await azure.stop();
  }
});

it.each([
  [{ type: "TimeBased", durationInDays: 29 }, "whole days from 30 to 36135"],
  [{ type: "TimeBased" }, "whole days from 30 to 36135"],
])("time-based immutability with %j is refused", async (configuration, message) => {
  const azure = await startAzure();
  try {
    await azure.create("resources:ResourceGroup", here);
    const properties = { securitySettings: { immutabilitySettings: { state: "Unlocked", configuration } } };
    await expect(azure.create(later, { ...vault, properties })).rejects.toThrow(message);
  } finally {
    await azure.stop();
  }
});

it("a package's name comes from the arguments of `pulumi package add`, or from what an SDK sends", () => {
  for (const version of ["2026-05-01", "v20260501", "20260501"]) {
    const parameter = parameterOfArgs(["recoveryservices", version]);
    expect(packageNameOf(parameter)).toBe("azure-native_recoveryservices_v20260501");
  }
  const sent = Buffer.from('{"module":"recoveryservices","version":"v20260501"}').toString("base64");
  expect(packageNameOf(parameterOfValue(Buffer.from(sent)))).toBe("azure-native_recoveryservices_v20260501");
  expect(() => parameterOfArgs(["recoveryservices"])).toThrow("expected 2 arguments");
  expect(() => parameterOfArgs(["recoveryservices", "2026"])).toThrow("invalid API version: 2026");
  expect(() => parameterOfValue(Buffer.from("{}"))).toThrow("failed to deserialize");
  expect(() => packageNameOf({ module: "recoveryservices", version: "v20260701" })).toThrow(
    "no resources found for module recoveryservices at API version v20260701. Available API versions: ",
  );
});
