import { repeatsAny, secretTexts, secretTextsElsewhere } from "../../src/core/secretTexts";

const vmId = "/subscriptions/5/resourceGroups/a/providers/Microsoft.Compute/virtualMachines/ledger";
const own = (secret: unknown, isPublicKey = (_: string) => true) => secretTexts(secret, isPublicKey);

it.each<[what: string, secret: unknown, message: string]>([
  ["a whole secret, in any letter case", "S3cret", "it is s3CRET!"],
  ["a number", 4096, "Azure accepts 4096"],
  ["the VM of an id", vmId, 'the VM "Ledger" is not protected'],
  ["a short name of an id", vmId, "the group a, which is full"],
  ["the group in an item's name", "vm;iaasvmcontainerv2;bank;web", "bank/web is protected"],
  ["the user of a URI", "https://jane:pw12@bank.vault.azure.net/keys/k1", "jane cannot read it"],
  ["the first label of a host", "https://jane:pw12@bank.vault.azure.net/keys/k1", "the Key Vault bank"],
  ["a text without its spaces", "west europe", "westeurope-vault"],
  ["a text in a list", [{ owner: "jane" }], "of Jane"],
])("%s is repeated by a message", (_, secret, message) =>
  expect(repeatsAny(message, own(secret))).toBe(true),
);

it.each<[what: string, secret: unknown, message: string]>([
  ["a short name inside a word", vmId, "the path of the id is wrong, and no group matches"],
  ["what all ids have in common", vmId, "subscriptions, Microsoft.Compute providers, virtualMachines"],
  ["a word of a script", "#!/bin/sh\napt install backup\n", "Azure Backup cannot install the agent"],
  ["the empty text", "", "anything"],
])("%s is no part of a secret", (_, secret, message) => expect(repeatsAny(message, own(secret))).toBe(false));

it("the whole of a script is a secret", () => {
  const script = "#!/bin/sh\napt install backup\n";
  expect(repeatsAny({ accepted: `no ${script}` }, own(script))).toBe(true);
});

it("a key is secret unless its name is public", () => {
  const tags = { jane: "x-ray", owner: "y" };
  expect(
    repeatsAny(
      "the tag jane",
      own(tags, (key) => key === "owner"),
    ),
  ).toBe(true);
  expect(
    repeatsAny(
      "the owner",
      own(tags, (key) => key === "owner"),
    ),
  ).toBe(false);
});

it("in messages about another resource, a part counts only as a word", () => {
  const elsewhere = secretTextsElsewhere([{ id: vmId, size: "Big", note: "hidden" }]);
  const repeated = (message: string) => repeatsAny(message, elsewhere);
  expect(["the VM ledger", `it is ${vmId}`, "a big VM", "unhidden"].map(repeated)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["ledgers", "the bigger VM", "the name"].map(repeated)).toEqual([false, false, false]);
});
