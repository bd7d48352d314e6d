import { errorsIn, snippets } from "./snippets";

it("every block of TypeScript compiles, and an error names its page and line", () => {
  const code =
    'import { BackupVault } from "azure-vm-backup";\nnew BackupVault("bank", { resourceGroup: "bank" });';
  const wrong = { page: "wrong.md", line: 7, code, module: code };
  expect(errorsIn([...snippets(), wrong])).toEqual([
    expect.stringContaining("wrong.md:8: Object literal may only"),
  ]);
});
