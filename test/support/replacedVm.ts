/** What becomes of a VM's protected item when the VM is created anew, moved, renamed or removed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { changedSteps, errorsOf, expectNoChange, stackOf, succeeded } from "./engine";

export const warningsOf = ({ diagnostics }: Outcome): string =>
  diagnostics
    .filter(({ severity }) => severity === "warning")
    .map(({ message }) => message)
    .join("\n");

/** What was done to protected items in Azure, in order. */
const itemChanges = (stack: Stack): string[] =>
  readFileSync(join(stack.azureDir, "azure.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.includes("/protectedItems/"))
    .map((line) => (line.startsWith('{"remove"') ? "removed" : "written"));

/** Declares the tests for one value of `onDestroy`: one stack, changed from test to test. */
export function describeReplacedVm(onDestroy: "Retain" | "Delete"): void {
  describe(`with onDestroy ${onDestroy}`, () => {
    let stack: Stack;
    beforeAll(async () => {
      stack = await stackOf("redeploy", { config: { onDestroy } });
    });
    afterAll(() => stack.remove());

    it("the first preview accepts names whose resource group does not exist yet", async () => {
      expect(warningsOf(succeeded(await stack.preview()))).not.toContain("does not know the names");
      succeeded(await stack.up());
    });

    it("a VM that is created anew under its name keeps its item", async () => {
      stack.setConfig({ admin: "newcomer" });
      const preview = changedSteps(await stack.preview());
      expect(preview).toEqual(expect.arrayContaining(["create-replacement web", "update backup-web"]));
      expect(preview).not.toContain("create-replacement backup-web");
      const up = succeeded(await stack.up());
      expect(changedSteps(up)).not.toContain("delete-replaced backup-web");
      expect(itemChanges(stack)).not.toContain("removed");
      expectNoChange(await stack.up({ args: ["--refresh"] }));
    });

    it.each([
      ["moved to another resource group", { group: "shop" }, "shop/web", "bank/web"],
      ["renamed", { vmName: "front" }, "shop/front", "shop/web"],
    ])(
      "a VM that is %s gets another item, and preview says what becomes of the old one",
      async (_, change, name, before) => {
        stack.setConfig(change);
        const warnings = warningsOf(await stack.preview());
        expect(warnings).toContain(`vms.web: for Azure, ${name} is a different VM than ${before}`);
        expect(warnings).toContain(
          onDestroy === "Delete" ? "is deleted with its recovery points" : "stays in Azure",
        );
        succeeded(await stack.up());
        expectNoChange(await stack.up({ args: ["--refresh"] }));
      },
    );

    it("a VM that leaves the map and returns is refused in preview, with a fix that works", async () => {
      stack.setConfig({ away: true });
      expect(warningsOf(await stack.preview())).toContain("vms.web is removed from the map");
      succeeded(await stack.up());
      stack.setConfig({ away: undefined });
      const back = await stack.preview();
      expect(back.ok).toBe(false);
      expect(errorsOf(back)).toContain("the vault already has a protected item of this VM");
      expect(errorsOf(back).includes("soft-deleted")).toBe(onDestroy === "Delete");
      const fix = /adopt: \{ vaultId: ("[^"]+"), keys: (\["web"\]) \}/.exec(errorsOf(back)) ?? [];
      const adopt = { vaultId: JSON.parse(fix[1] ?? '""'), keys: JSON.parse(fix[2] ?? "[]") };
      stack.setConfig({ adopt, onDestroy: "Retain" });
      if (onDestroy === "Delete") {
        // Adopting it undeletes it, which needs Azure's REST API: recoveryPoints.test.ts does it.
        const preview = succeeded(await stack.preview());
        expect(preview.log).toContain("vms.web is adopted and soft-deleted: pulumi up undeletes it");
        // Preview itself undeletes nothing.
        const stored = [...openStore(stack.azureDir).all()].map(({ properties }) =>
          JSON.stringify(properties),
        );
        expect(stored.some((text) => text.includes('"isScheduledForDeferredDelete":true'))).toBe(true);
        stack.setConfig({ adopt: undefined, onDestroy, away: true });
        expectNoChange(await stack.up({ args: ["--refresh"] }));
        return;
      }
      expect(changedSteps(succeeded(await stack.up()))).toContain("import backup-web");
      expect(itemChanges(stack)).not.toContain("removed");
      expectNoChange(await stack.up({ args: ["--refresh"] }));
    });
  });
}
