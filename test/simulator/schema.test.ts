import { typeSpec } from "../../simulator/azure/declarations";
import { schemaOf } from "../../simulator/azure/schema";
import { resourceTypes } from "../../simulator/azure/types";

interface Schema {
  name: string;
  version: string;
  provider: { inputProperties: Record<string, object> };
  types: Record<string, { properties: Record<string, object> }>;
  resources: Record<string, { properties: object; inputProperties: object; requiredInputs: string[] }>;
  functions: Record<string, { outputs: { properties: object } }>;
}

let schema: Schema;
beforeAll(() => {
  schema = JSON.parse(schemaOf("3.28.0"));
});

it("has every modelled type with its inputs and outputs", () => {
  for (const [token, { inputs, outputs }] of Object.entries(resourceTypes)) {
    const resource = schema.resources[`azure-native:${token}`];
    expect([token, Object.keys(resource?.inputProperties ?? {})]).toEqual([
      token,
      expect.arrayContaining(inputs),
    ]);
    expect([token, Object.keys(resource?.properties ?? {})]).toEqual([
      token,
      expect.arrayContaining(outputs),
    ]);
  }
});

it("has unmodelled types, functions and the provider's configuration too", () => {
  expect(schema.resources["azure-native:redis:Redis"]?.requiredInputs).toEqual(["resourceGroupName", "sku"]);
  expect(schema.functions["azure-native:authorization:getClientConfig"]?.outputs.properties).toHaveProperty(
    "subscriptionId",
  );
  expect(schema.provider.inputProperties).toHaveProperty("subscriptionId");
});

it("the package of one API version has its module and the properties that this version knows", () => {
  const propertiesAt = (version: string) => {
    const later: Schema = JSON.parse(schemaOf("3.28.0", { module: "recoveryservices", version }));
    const ofType = (type: string) =>
      later.types[`azure-native_recoveryservices_${version}:recoveryservices:${type}`]?.properties ?? {};
    expect(Object.keys(later.resources).filter((token) => !token.includes(":recoveryservices:"))).toEqual([]);
    expect(missingTypesOf(later)).toEqual([]);
    return ["Args", "Response"].map((form) => [
      "costManagementSettings" in ofType(`VaultProperties${form}`),
      "configuration" in ofType(`ImmutabilitySettings${form}`),
      "sourceScanConfiguration" in ofType(`SecuritySettings${form}`),
      "regionOfChoiceSettings" in ofType(`VaultProperties${form}`),
    ]);
  };
  expect(propertiesAt("v20260501")).toEqual(Array(2).fill([true, true, true, false]));
  expect(propertiesAt("v20260101")).toEqual(Array(2).fill([true, false, true, false]));
  expect(propertiesAt("v20241001")).toEqual(Array(2).fill([false, false, false, false]));
});

const missingTypesOf = (of: Schema): string[] =>
  [...JSON.stringify(of).matchAll(/"#\/types\/([^"]+)"/g)].flatMap(([, token = ""]) =>
    token in of.types ? [] : [token],
  );

it("every reference has its type", () => {
  expect(JSON.stringify(schema).match(/"#\/types\//g)?.length).toBeGreaterThan(1000);
  expect(missingTypesOf(schema)).toEqual([]);
});

it.each([
  ["pulumi.Input<string | undefined>", { type: "string" }],
  ["pulumi.Input<string | enums.compute.OSType>", { type: "string" }],
  ["pulumi.Input<enums.compute.OSType | undefined>", { $ref: "pulumi.json#/Any" }],
  ['pulumi.Input<"AzureIaasVM">', { type: "string", const: "AzureIaasVM" }],
  ["any | undefined", { $ref: "pulumi.json#/Any" }],
  ["number[][]", { type: "array", items: { type: "array", items: { type: "number" } } }],
  [
    "pulumi.Input<pulumi.Input<inputs.compute.DataDiskArgs>[] | undefined>",
    { type: "array", items: { $ref: "#/types/p:compute:DataDiskArgs" } },
  ],
  [
    "pulumi.Output<Map<outputs.compute.DiskResponse> | undefined>",
    { type: "object", additionalProperties: { $ref: "#/types/p:compute:DiskResponse" } },
  ],
  [
    "(outputs.a.OneResponse | outputs.a.TwoResponse)[]",
    {
      type: "array",
      items: { oneOf: [{ $ref: "#/types/p:a:OneResponse" }, { $ref: "#/types/p:a:TwoResponse" }] },
    },
  ],
])("converts %s", (text, spec) => {
  expect(typeSpec(text, "p")).toEqual(spec);
});
