import { AzureError } from "../azure/azureError";
import { takeFault } from "../azure/faults";
import { modelledType } from "../azure/ids";
import { objectAt, textAt, valueAt } from "../azure/json";
import { notFound } from "../azure/notFound";
import type { Azure } from "../azure/service";
import type { Resource } from "../azure/store";
import { jobType } from "./backupJob";
import type { Route } from "./request";
import { toArmResource } from "./rows";

const vmPath =
  "(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Compute/virtualMachines/[^/]+)";

/** The state of a virtual machine, its boot diagnostics, and the results of run commands. https://learn.microsoft.com/rest/api/compute */
export const virtualMachineRoutes: readonly Route[] = [
  {
    method: "GET",
    path: new RegExp(`^${vmPath}/instanceView$`, "i"),
    handle: (azure, _, [id = ""]) => ({ status: 200, body: instanceView(azure, findVm(azure, id)) }),
  },
  {
    method: "POST",
    path: new RegExp(`^${vmPath}/retrieveBootDiagnosticsData$`, "i"),
    handle: (azure, { host }, [id = ""]) => {
      const vm = findVm(azure, id);
      if (valueAt(vm.properties, "diagnosticsProfile.bootDiagnostics.enabled") !== true)
        throw new AzureError(409, "OperationNotAllowed", `Boot diagnostics is not enabled for ${vm.name}.`);
      const url = (kind: string) => `${host}/simulated-blobs/${vm.name}/${kind}?sig=simulated`;
      const body = {
        consoleScreenshotBlobUri: url("screenshot.bmp"),
        serialConsoleLogBlobUri: url("serialconsole.log"),
      };
      return { status: 200, body };
    },
  },
  {
    method: "GET",
    path: /^\/simulated-blobs\/([^/]+)\/serialconsole\.log$/,
    handle: (_, __, [name = ""]) => ({ status: 200, body: `Simulated: ${name} has started.\n` }),
  },
  {
    method: "GET",
    path: new RegExp(`^${vmPath}/runCommands/([^/]+)$`, "i"),
    handle: (azure, { path, query }) => {
      const command = azure.store.find(path);
      if (command === undefined)
        throw notFound(azure, modelledType("compute:VirtualMachineRunCommandByVirtualMachine"), path);
      const resource = toArmResource(azure, command);
      if (query.get("$expand") !== "instanceView") return { status: 200, body: resource };
      const properties = { ...resource.properties, instanceView: resultOf(azure, path) };
      return { status: 200, body: { ...resource, properties } };
    },
  },
];

function findVm(azure: Azure, id: string): Resource {
  const vm = azure.store.find(id);
  if (vm === undefined) throw notFound(azure, modelledType("compute:VirtualMachine"), id);
  return vm;
}

/** The names by which a fault finds a restored VM: its own and those of the VM it was restored from. */
function namesOf(azure: Azure, vmId: string): string[] {
  const jobs = [...azure.store.ofType(jobType)];
  const source = jobs
    .map(({ properties }) => objectAt(properties, "restore"))
    .find((restore) => textAt(restore.targetVmId)?.toLowerCase() === vmId.toLowerCase());
  return [vmId, textAt(source?.sourceId) ?? ""].flatMap((id) => [id, id.split("/").pop() ?? ""]);
}

function instanceView(azure: Azure, vm: Resource) {
  const time = new Date().toISOString();
  const starts = takeFault(azure.faults, azure.store, "start", namesOf(azure, vm.id)) === undefined;
  const status = (code: string, displayStatus: string) => ({ code, level: "Info", displayStatus, time });
  return {
    vmAgent: {
      vmAgentVersion: starts ? "simulated" : "Unknown",
      statuses: [
        starts
          ? status("ProvisioningState/succeeded", "Ready")
          : { ...status("ProvisioningState/Unavailable", "Not Ready"), level: "Warning" },
      ],
    },
    statuses: [
      status("ProvisioningState/succeeded", "Provisioning succeeded"),
      starts ? status("PowerState/running", "VM running") : status("PowerState/stopped", "VM stopped"),
    ],
  };
}

/** Simulated Azure has no machine on which the script could run. */
function resultOf(azure: Azure, path: string) {
  const vmId = path.replace(/\/runCommands\/.*$/i, "");
  const fault = takeFault(azure.faults, azure.store, "script", namesOf(azure, vmId));
  const [startTime, endTime] = [new Date().toISOString(), new Date().toISOString()];
  const output = fault?.message ?? "Simulated: the script was not run.";
  const result =
    fault === undefined
      ? { executionState: "Succeeded", exitCode: 0 }
      : { executionState: "Failed", exitCode: 1 };
  return { ...result, output, error: "", startTime, endTime };
}
