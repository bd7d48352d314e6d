import { resolve } from "node:path";
import { faultsOf, snippets } from "./snippets";

const all = snippets();

it("every block of TypeScript compiles, and one that does not is told of with its page and line", () => {
  const code =
    'import { BackupVault } from "azure-vm-backup";\nnew BackupVault("bank", { resourceGroup: "bank" });';
  const wrong = { page: "wrong.md", line: 7, code, file: resolve("test/docs/wrong.ts"), module: code };
  // One program for all: azure-native's types take the compiler most of the time.
  expect(faultsOf([...all, wrong])).toEqual([expect.stringContaining("wrong.md:8: Object literal may only")]);
});
