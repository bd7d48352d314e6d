// Files of any form through the commands: what is no resource is refused as such, and a value that a program hides prevents nothing.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { reportOf } from "../../cli/assess/read";
import { Failure } from "../../cli/failure";
import { secretMark, unknownMark } from "../../src/stack/marks";
import { runs } from "../support/runs";

const folder = mkdtempSync(join(tmpdir(), "any-file-"));
const file = join(folder, "file.json");
afterAll(() => rmSync(folder, { recursive: true }));

const group = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/bank/providers";
const vmProperties = {
  hardwareProfile: { vmSize: "Standard_D4s_v5" },
  storageProfile: {
    imageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" },
    osDisk: { diskSizeGB: 64, managedDisk: { id: `${group}/Microsoft.Compute/disks/os` } },
    dataDisks: [{ lun: 0, diskSizeGB: 128 }],
  },
  osProfile: { linuxConfiguration: { provisionVMAgent: true } },
  networkProfile: { networkInterfaces: [{ id: `${group}/Microsoft.Network/networkInterfaces/web` }] },
};
const vm = { location: "westeurope", tags: { backup: "gold", owner: "bank" } };
const inputs = { ...vm, ...vmProperties, vmName: "web", resourceGroupName: "bank" };
const state = {
  urn: "urn:pulumi:dev::bank::azure-native:compute:VirtualMachine::web",
  ...{ custom: true, id: `${group}/Microsoft.Compute/virtualMachines/web` },
  ...{ type: "azure-native:compute:VirtualMachine", inputs, outputs: inputs },
  propertyDependencies: { storageProfile: ["urn:pulumi:dev::bank::azure-native:compute:Disk::os"] },
};
const files: Readonly<Record<string, object>> = {
  rows: [
    { ...vm, id: state.id, name: "web", type: "microsoft.compute/virtualmachines", properties: vmProperties },
  ],
  "a stack": { version: 3, deployment: { resources: [state] } },
  "a preview": { steps: [{ op: "create", urn: state.urn, newState: state }] },
  "a template": {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: { place: { defaultValue: "westeurope" } },
    variables: { owner: "[parameters('place')]" },
    resources: [
      {
        ...{
          type: "Microsoft.Compute/virtualMachines",
          name: "[parameters('place')]",
          properties: vmProperties,
        },
        tags: { owner: "[variables('owner')]" },
      },
    ],
  },
};

type Path = readonly string[];
const pathsIn = (value: unknown, path: Path = []): Path[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]);
const withValue = (value: object, path: Path, by: unknown): object => {
  const copy = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ""] = by;
  return copy;
};

const read = (content: unknown) => {
  writeFileSync(file, JSON.stringify(content));
  return reportOf({ from: [file] });
};

const secret = { [secretMark]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const anyValue = fc.oneof(
  fc.constantFrom<unknown>(unknownMark, secret, "[variables('owner')]", "[parameters('place')]", null, [
    null,
  ]),
  fc.jsonValue(),
);

it.each(Object.keys(files))(
  "%s with any value at any place: a report, or a refusal of the file",
  async (name) => {
    const content = files[name] ?? {};
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pathsIn(content)), anyValue, async (path, value) => {
        const error = await read(withValue(content, path, value)).catch((reason: unknown) => reason);
        if (error instanceof Error)
          expect([error, error.message]).toEqual([expect.any(Failure), error.message]);
      }),
      { numRuns: runs(500) },
    );
  },
);

it("any JSON is a report, or a refusal of the file", () =>
  fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (content) => {
      await expect(read(content)).rejects.toBeInstanceOf(Failure);
    }),
  ));

it.each(["a stack", "a preview"])(
  "%s: a value that the program hides hides nothing else of the VM",
  async (name) => {
    const content = files[name] ?? {};
    const hidden = pathsIn(content).filter(
      (path) => /inputs|outputs/.test(path.join(".")) && path.length > 4,
    );
    for (const path of hidden)
      for (const value of [unknownMark, secret]) {
        const { totals } = await read(withValue(content, path, value));
        expect([path, totals.vms]).toEqual([path, 1]);
      }
  },
);

it("a hidden tag, part of an image and disk leave the others known", async () => {
  const places: readonly (readonly [string, unknown])[] = [
    ["tags.owner", secret],
    ["storageProfile.imageReference.sku", unknownMark],
    ["storageProfile.dataDisks", unknownMark],
  ];
  let content = files["a stack"] ?? {};
  for (const [place, value] of places)
    for (const side of ["inputs", "outputs"])
      content = withValue(content, ["deployment", "resources", "0", side, ...place.split(".")], value);
  const { subscriptions } = await read(content);
  expect(subscriptions[0]?.vms[0]).toMatchObject({
    tags: { backup: "gold" },
    os: "CoreOS CoreOS",
    ...{ diskGB: 64, disksWithoutSize: 1 },
  });
});

it.each<[string, object]>([
  ["a parameter that needs itself", { place: { defaultValue: "[parameters('place')]" } }],
  ["a parameter that needs a variable that needs it", { place: { defaultValue: "[variables('owner')]" } }],
])("a template with %s is read, and the value is unknown", async (_, parameters) => {
  const { totals } = await read({ ...files["a template"], parameters });
  expect(totals.vms).toBe(1);
});
