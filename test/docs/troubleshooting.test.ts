import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { azureErrorCodes } from "../../scripts/azureErrors";
import { codesWhileItemsLeave, transientCodes } from "../../src/component/transientErrors";

import { azureCodes, unconfirmedCodes } from "./azureCodes";

const codes = azureErrorCodes.map(({ code }) => code);

/** Codes of Azure Backup's in simulated Azure, which answers as Azure does. */
function answered(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true });
  return files.flatMap((file) => {
    const path = join(folder, file.name);
    if (file.isDirectory()) return answered(path);
    return (
      readFileSync(path, "utf8").match(/(?<=")(BMSUserError|UserError|StorageModel|ServiceResource)\w+/g) ??
      []
    );
  });
}

it("every code of Azure Backup's that simulated Azure answers has its row", () => {
  const found = [...new Set(answered("simulator/azure"))];
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((code) => !codes.includes(code))).toEqual([]);
});

it("so has every code that is tried again, but azure-native's own", () => {
  const missing = Object.keys({ ...transientCodes.value, ...codesWhileItemsLeave.value }).filter(
    (code) => !codes.includes(code),
  );
  expect(missing).toEqual(["AnotherOperationInProgress"]);
});

it.each(azureErrorCodes)("$code has the meaning that public sources give", ({ code, when }) => {
  expect(azureCodes[code]?.by).toBeDefined();
  expect(when).toMatch(azureCodes[code]?.meaning ?? /^$/);
});

it("the page has every known code, and none that no source confirms", () => {
  expect(Object.keys(azureCodes).filter((code) => !codes.includes(code))).toEqual([]);
  const page = readFileSync("docs/troubleshooting.md", "utf8");
  expect(unconfirmedCodes.filter((code) => page.includes(code))).toEqual([]);
});

it("no code has two rows", () => {
  expect(new Set(codes).size).toBe(codes.length);
});
