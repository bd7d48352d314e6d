import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { azureErrorCodes } from "../../scripts/azureErrors";
import { passingCodes } from "../../src/component/passing";

const codes = azureErrorCodes.map(({ code }) => code);

/** Azure Backup's error codes in the code of simulated Azure. */
function codesIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true });
  return files.flatMap((file) => {
    const path = join(folder, file.name);
    if (file.isDirectory()) return codesIn(path);
    return (
      readFileSync(path, "utf8").match(/(?<=")(BMSUserError|UserError|StorageModel|ServiceResource)\w+/g) ??
      []
    );
  });
}

it("every error code of Azure Backup in simulated Azure has a row", () => {
  const found = [...new Set(codesIn("simulator/azure"))];
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((code) => !codes.includes(code))).toEqual([]);
});

it("every code of a transient error has a row, but azure-native's own", () => {
  const missing = Object.keys(passingCodes.value).filter((code) => !codes.includes(code));
  expect(missing).toEqual(["AnotherOperationInProgress"]);
});

it("no code has two rows", () => {
  expect(new Set(codes).size).toBe(codes.length);
});
