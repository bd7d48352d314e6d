import { protectionTable } from "../../simulator/demo/table";

const longest = (text: string) => Math.max(...text.split("\n").map(({ length }) => length));

it("the table stays within 80 columns, whatever its names", () => {
  const item = (name: string) => `/…/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;
  const table = protectionTable(
    {
      ...{
        region: "southafricanorth",
        vaultName: "v".repeat(50),
        redundancy: "GeoRedundant",
        policyName: "p".repeat(150),
      },
      ...{ backupTime: "22:30", timeZone: "America/Argentina/ComodRivadavia", recoveryPoints: 9999 },
      protectedItems: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [i, item(`machine-${i}`)])),
    },
    new Date("2026-11-26T12:00:00Z"),
  );
  expect(longest(table)).toBeLessThanOrEqual(80);
  expect(table).toContain("machine-29");
});
