import * as pulumi from "@pulumi/pulumi";
import { deletesItemsOf, noteDeletedItems } from "../../src/component/deletedItems";

it("tells the vaults whose items the program deletes, in any letter case, plain and deferred", async () => {
  noteDeletedItems("bank-vault");
  noteDeletedItems(pulumi.output("Late-Vault"));
  const vaults = ["Bank-Vault", pulumi.output("late-vault"), "other-vault"];
  expect(await Promise.all(vaults.map((name) => deletesItemsOf(name)()))).toEqual([true, true, false]);
});
