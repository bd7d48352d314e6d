import { backupPolicies } from "../../../policies/pack";
import { analyzeStack, type TestResource, unknown } from "../../policies/server";
import { assignment, image, item, vm } from "../../policies/stackExamples";

const name = "vm-at-scale-image";
const pack = backupPolicies();

const rhel9 = image("RedHat", "RHEL", "9-lvm-gen2");
const ownImage = { storageProfile: { imageReference: { id: "/subscriptions/s/images/golden" } } };
const web = (props: object = {}) => vm("web", "westeurope", { ...rhel9, ...props });
const group = (of: string) => `/subscriptions/s/resourceGroups/${of}`;
const gold = { inclusionTagName: { value: "backup" }, inclusionTagValue: { value: ["gold"] } };
const exceptGold = { exclusionTagName: { value: "backup" }, exclusionTagValue: { value: ["gold"] } };

const findingsOf = async (...stack: TestResource[]) =>
  (await analyzeStack(pack, stack)).filter(({ policy }) => policy === name).map(({ message }) => message);

it.each<[what: string, stack: TestResource[]]>([
  ["an image that is not listed", [assignment(), web()]],
  ["an image of your own", [assignment(), web(ownImage)]],
  ["no image, because the disk is attached", [assignment(), web({ storageProfile: {} })]],
  ["a tag of the assignment", [assignment(gold, {}, true), web({ tags: { Backup: "GOLD" } })]],
  ["no tag that the assignment excludes", [assignment(exceptGold), web({ tags: { backup: "silver" } })]],
  ["the resource group of the scope", [assignment({}, { scope: group("BANK") }), web()]],
])("names a VM with %s", async (_, stack) => {
  const [message, ...more] = await findingsOf(...stack);
  expect(message).toContain("fleet-others skips this VM");
  expect(message).toContain("protect this VM with ProtectedVms");
  expect(more).toEqual([]);
});

it.each<[what: string, stack: TestResource[]]>([
  ["a listed image", [assignment(), web(image("redhat", "rhel", "8_5"))]],
  ["a protected item of the program", [assignment(), web(), item("web")]],
  ["no assignment of Azure's definitions", [assignment({}, { policyDefinitionId: "/other" }), web()]],
  ["another region", [assignment(), vm("web", "northeurope", rhel9)]],
  ["another tag", [assignment(gold, {}, true), web({ tags: { backup: "silver" } })]],
  ["a tag that the assignment excludes", [assignment(exceptGold), web({ tags: { BACKUP: "Gold" } })]],
  ["another resource group", [assignment({}, { scope: group("other") }), web()]],
])("says nothing about a VM with %s", async (_, stack) => {
  expect(await findingsOf(...stack)).toEqual([]);
});

it("finds nothing while the image is not known", async () => {
  const late = web({
    storageProfile: { imageReference: { publisher: unknown, offer: unknown, sku: unknown } },
  });
  expect((await findingsOf(assignment(), late)).join()).not.toContain("skips this VM");
});
