import type { CheckResult } from "../../src/drill/evidence";
import { sha256 } from "../../src/drill/manifest";
import type { ArmJson } from "../../src/drill/network";
import { pause } from "../../src/live/backupNow";
import { apiVersions } from "../../src/live/restore";
import type { Context } from "./context";
import type { Check } from "./options";
import { regionOf } from "./place";
import { targetVmId } from "./restoreJob";
import type { VmDrill } from "./unfinishedRun";

interface InstanceView {
  readonly statuses?: readonly { readonly code?: string; readonly displayStatus?: string }[];
  readonly vmAgent?: { readonly statuses?: readonly { readonly displayStatus?: string }[] };
}

/** How often the state of a VM is read until it runs: 10 minutes with the default pause. */
const maxPolls = 40;

const result = (
  name: Check["name"],
  state: CheckResult["result"],
  detail: string,
  output?: string,
): CheckResult => ({
  name,
  result: state,
  detail,
  outputSha256: output === undefined ? null : sha256(output),
});

/** Carries out the checks on what was restored. An error of Azure leaves a check unanswered. */
export async function runChecks(context: Context, drill: VmDrill): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of context.settings.checks) {
    try {
      results.push(await runCheck(context, drill, check));
    } catch (error) {
      results.push(result(check.name, "not-answered", (error as Error).message));
    }
  }
  return results;
}

async function runCheck(context: Context, drill: VmDrill, check: Check): Promise<CheckResult> {
  if (check.name === "disks") return checkDisks(context, drill);
  const vmId = targetVmId(context, drill);
  if (vmId === undefined)
    return result(check.name, "not-answered", `only the disks were restored, because ${drill.disksOnly}`);
  if (check.name === "script") return checkScript(context, vmId, drill, check);
  return check.name === "boot" ? checkBoot(context, vmId) : checkAgent(context, vmId);
}

async function checkDisks({ arm }: Context, { created }: VmDrill): Promise<CheckResult> {
  const ids = created.filter((id) => /\/disks\/[^/]+$/i.test(id));
  const disks = await Promise.all(ids.map((id) => arm.get<ArmJson>(id, apiVersions.disks)));
  const states = disks.map(
    (disk) => (disk?.properties as { provisioningState?: string } | undefined)?.provisioningState,
  );
  if (ids.length === 0) return result("disks", "failed", "the restore created no disk");
  const wrong = ids.find((_, i) => states[i] !== "Succeeded");
  if (wrong !== undefined) return result("disks", "failed", `${wrong} is not provisioned`);
  return result("disks", "passed", `${ids.length} disks were restored`);
}

/** Reads the state until it is as wanted, or for a while. */
async function instanceView(
  { arm, settings }: Context,
  vmId: string,
  isReady: (view: InstanceView) => boolean,
): Promise<InstanceView> {
  for (let polls = 1; ; polls++) {
    const view = await arm.get<InstanceView>(`${vmId}/instanceView`, apiVersions.compute);
    if (view !== undefined && (isReady(view) || polls >= maxPolls)) return view;
    if (view === undefined) throw new Error("the restored VM was not found");
    await pause(settings.pauseSeconds);
  }
}

const powerOf = ({ statuses = [] }: InstanceView): string =>
  statuses.find(({ code }) => code?.startsWith("PowerState/"))?.code?.slice("PowerState/".length) ??
  "unknown";

/** The VM runs, and its serial log shows that something started on it. */
async function checkBoot(context: Context, vmId: string): Promise<CheckResult> {
  const power = powerOf(await instanceView(context, vmId, (view) => powerOf(view) === "running"));
  if (power !== "running") return result("boot", "failed", `the VM is ${power}`);
  const { body } = await context.arm.send("POST", `${vmId}/retrieveBootDiagnosticsData`, apiVersions.compute);
  const url = (body as { serialConsoleLogBlobUri?: string } | undefined)?.serialConsoleLogBlobUri;
  if (url === undefined)
    return result("boot", "not-answered", "the VM runs, and Azure returned no serial log");
  // The address contains a signature, so it appears in no message.
  const response = await fetch(url).catch(() => undefined);
  const log = response?.ok ? await response.text() : undefined;
  if (log === undefined)
    return result("boot", "not-answered", "the VM runs, and its serial log could not be read");
  if (log.trim() === "") return result("boot", "failed", "the VM runs, and its serial log is empty", log);
  return result("boot", "passed", `the VM runs, and its serial log has ${log.length} characters`, log);
}

/** The VM agent reports that it is ready: the operating system has started. */
async function checkAgent(context: Context, vmId: string): Promise<CheckResult> {
  const stateOf = ({ vmAgent }: InstanceView) => vmAgent?.statuses?.[0]?.displayStatus ?? "not reported";
  const state = stateOf(await instanceView(context, vmId, (view) => stateOf(view) === "Ready"));
  return state === "Ready"
    ? result("agent", "passed", "the VM agent is ready")
    : result("agent", "failed", `the VM agent is ${state}`);
}

interface RunCommand {
  readonly properties?: {
    readonly provisioningState?: string;
    readonly instanceView?: {
      readonly executionState?: string;
      readonly exitCode?: number;
      readonly output?: string;
    };
  };
}

const runningStates = ["", "Pending", "Running"];

/** Runs a script on the VM: https://learn.microsoft.com/azure/virtual-machines/linux/run-command-managed */
async function checkScript(
  { arm, settings }: Context,
  vmId: string,
  drill: VmDrill,
  { text, isPowerShell }: Extract<Check, { name: "script" }>,
): Promise<CheckResult> {
  const { drillId, point } = drill;
  const isWindows = point?.osType?.toLowerCase() === "windows";
  if (point?.osType !== undefined && isWindows !== isPowerShell)
    return result("script", "not-answered", `the script is not for ${point.osType}`);
  const path = `${vmId}/runCommands/drill-${drillId}`;
  const properties = { source: { script: text }, asyncExecution: false, timeoutInSeconds: 600 };
  await arm.send("PUT", path, apiVersions.compute, {
    location: regionOf(drill),
    properties,
  });
  for (let polls = 0; polls < maxPolls * 2; polls++) {
    const command = await arm.get<RunCommand>(`${path}?$expand=instanceView`, apiVersions.compute);
    const { executionState = "", exitCode, output = "" } = command?.properties?.instanceView ?? {};
    if (!runningStates.includes(executionState)) {
      const passed = executionState === "Succeeded" && exitCode === 0;
      const detail = `the script is ${executionState} with exit code ${exitCode ?? "unknown"}`;
      return result("script", passed ? "passed" : "failed", detail, output);
    }
    await pause(settings.pauseSeconds);
  }
  return result("script", "not-answered", "Azure returned no result of the script in time");
}
