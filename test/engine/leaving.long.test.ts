/** @jest-environment ./test/support/engineEnvironment.js */
// A component that the program no longer has runs no code, so `repair` tells what becomes of its items.
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import { env, itemId, stackOf, succeeded, vmId } from "../support/engine";
import { isProtectedIn } from "../support/keys";

jest.setTimeout(180_000);

let stack: Stack;
afterEach(() => stack.remove());

it.each([true, false])(
  "after the removal of a ProtectedVms, Azure has what repair told (deleted: %s)",
  async (isDeleted) => {
    stack = await stackOf("backup", { config: { vmIds: { web: vmId("web") }, deleteItems: isDeleted } });
    succeeded(await stack.up({ env }));
    // The flag in the state counts, not the one in the program.
    stack.setConfig({ component: "other", vmIds: {}, deleteItems: !isDeleted });
    let leaving: readonly { name: string; id: string; isDeleted: boolean; effect: string }[] = [];
    await repair({
      ...{ pulumi: stack.pulumi, yes: false, log: () => undefined },
      onReport: (report) => {
        leaving = report.leaving;
      },
    });
    expect(leaving.map(({ id, ...rest }) => ({ ...rest, id: id.toLowerCase() }))).toEqual([
      {
        ...{ name: "backup-web", id: itemId("web").toLowerCase(), isDeleted },
        effect: expect.stringContaining(isDeleted ? "deletes its recovery points" : "stays protected"),
      },
    ]);
    succeeded(await stack.up({ env }));
    expect(isProtectedIn(stack, "web")).toBe(!isDeleted);
  },
);
