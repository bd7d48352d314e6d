/** @jest-environment ./test/support/engineEnvironment.js */
// What belongs to a vault: its lock, roles, logs, guard, private endpoints and their DNS zones.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import {
  bankGroup,
  changedSteps,
  env,
  stackOf,
  stackOfProject,
  subscription,
  succeeded,
  vmId,
} from "../support/engine";
import { installInto } from "../support/install";

jest.setTimeout(600_000);

const folder = mkdtempSync(join(tmpdir(), "adopt-companions-"));
let existing: Stack;
let arm: RestServer;
afterAll(async () => {
  await arm?.stop();
  existing?.remove();
  rmSync(folder, { recursive: true });
});

it("adopts everything that belongs to a vault, and preview then shows no change; what Azure refuses to show is a line", async () => {
  const zones = ["we.backup.windowsazure.com", "blob.core.windows.net", "queue.core.windows.net"].map(
    (zone) => `${bankGroup}/providers/Microsoft.Network/privateDnsZones/privatelink.${zone}`,
  );
  existing = await stackOf("hardened", {
    config: { vms: { web: { vmId: vmId("web") } }, vault: { lock: "CanNotDelete" }, zones },
  });
  succeeded(await existing.up({ env }));
  arm = await serveArm({ folder: existing.azureDir, anyVm: true });
  const adopt = async (name: string) => {
    const project = join(folder, name);
    const { code, stderr } = await runCli(["adopt", "--output", project], { env: arm.env });
    expect([code, stderr]).toEqual([0, ""]);
    return { project, program: readFileSync(join(project, "index.ts"), "utf8") };
  };
  const { project, program } = await adopt("project");
  expect(program.match(/new (alertsmanagement|authorization|monitor|network)\.\w+/g)).toEqual([
    ...["new authorization.ManagementLockByScope", "new authorization.RoleAssignment"],
    ...["new monitor.DiagnosticSetting", "new network.PrivateEndpoint", "new network.PrivateDnsZoneGroup"],
    "new alertsmanagement.AlertProcessingRuleByName",
  ]);
  expect(program).toMatch(/resourceGuardId:\s+"\/subscriptions\/.*\/resourceGuards\/guard"/);
  expect(program).not.toContain("not read");

  installInto(project);
  const stack = await stackOfProject(project, { azureDir: existing.azureDir });
  const subscriptionId = subscription.split("/")[2] ?? "";
  const options = { pulumi: stack.pulumi, log: () => undefined, subscriptionId, keepIn: folder };
  // Three of the vault, and seven that belong to it.
  expect(await repair({ ...options, yes: true })).toBe(10);
  expect(changedSteps(succeeded(await stack.preview({ env })))).toEqual([]);
  stack.remove();

  arm.setFaults([
    {
      request: /\/(locks|privateDnsZoneGroups)$/,
      status: 403,
      code: "AuthorizationFailed",
      message: "No access.",
    },
  ]);
  const { program: partial } = await adopt("partial");
  const notRead = partial
    .match(/\/\/ Left out: .*: not read\. .*/g)
    ?.map((line) => line.replace(bankGroup, ""));
  expect(notRead).toEqual([
    expect.stringMatching(
      /private endpoint .*: not read\. Azure returned 403 AuthorizationFailed: No access\.$/,
    ),
    "// Left out: the locks: not read. Azure returned 403 AuthorizationFailed: No access.",
  ]);
  expect(partial).not.toContain("ManagementLock");
});
