import { packageVersion } from "../../version";
import { requirementOf } from "./requirement";
import {
  type ComplianceFormat,
  type ComplianceView,
  type NamedControl,
  type NamedVm,
  reasonsOf,
  stateWords,
} from "./view";

/**
 * The class Compliance Finding of the Open Cybersecurity Schema Framework, with its required fields: activity_id, category_uid, class_uid,
 * compliance, finding_info, metadata, severity_id, time, type_uid. https://github.com/ocsf/ocsf-schema/blob/main/events/findings/compliance_finding.json,
 * 2026-11-30. Version 1.5.0 is the first with compliance.checks.
 */
const schemaVersion = "1.5.0";
const classUid = 2003;
const createActivity = 1;

/** Of compliance.status_id, by our states. Warning: "the check did not yield a result due to missing information". */
const statusOf = {
  met: [1, "Pass"],
  notMet: [3, "Fail"],
  exempt: [3, "Fail"],
  notAnswered: [2, "Warning"],
} as const;

const severityIds = { unknown: 0, informational: 1, low: 2, medium: 3, high: 4, critical: 5 } as const;

/** A list of events, one on each line: one for each control and VM, and one for a control whose VMs were not all read. */
export const ocsf: ComplianceFormat = function* (view) {
  yield "[";
  let separator = "\n";
  for (const event of eventsOf(view)) {
    yield `${separator}${JSON.stringify(event)}`;
    separator = ",\n";
  }
  yield "\n]\n";
};

function* eventsOf(view: ComplianceView): Iterable<object> {
  for (const control of view.controls) {
    if (control.gaps.length > 0) yield event(view, control, undefined);
    for (const vm of control.vms) yield event(view, control, vm);
  }
}

function event({ framework, name, report }: ComplianceView, result: NamedControl, vm: NamedVm | undefined) {
  const { control, gaps } = result;
  const state = vm?.state ?? "notAnswered";
  const [status_id, status] = statusOf[state];
  const reasons = vm === undefined ? [] : reasonsOf(vm);
  const fixes = reasons.map(({ fix }) => fix).filter(Boolean);
  const standard = `${framework.name} ${framework.version}`;
  return {
    activity_id: createActivity,
    activity_name: "Create",
    category_uid: 2,
    category_name: "Findings",
    class_uid: classUid,
    class_name: "Compliance Finding",
    type_uid: classUid * 100 + createActivity,
    type_name: "Compliance Finding: Create",
    time: Date.parse(report.assessedAt),
    severity_id: severityOf(
      state,
      reasons.map(({ requirement }) => requirement),
    ),
    // An exempt finding was reviewed, and is accepted.
    ...(state === "exempt" ? { status_id: 3, status: "Suppressed" } : { status_id: 1, status: "New" }),
    message: `${standard}, ${control.id} ${control.title}: ${stateWords[state]}${vm === undefined ? "" : ` for ${vm.vm.name}`}`,
    metadata: {
      version: schemaVersion,
      profiles: ["cloud"],
      product: { name: "azure-vm-backup", vendor_name: "azure-vm-backup", version: packageVersion },
    },
    cloud: { provider: "Azure", ...accountOf(vm), ...regionOf(vm) },
    finding_info: {
      uid: `${name}:${control.id}#${(vm?.vm.id ?? report.source).toLowerCase()}`,
      title: `${control.id} ${control.title}`,
      desc: `The data does not show: ${control.notShown}.`,
      types: [standard],
    },
    compliance: {
      standards: [standard],
      control: control.id,
      requirements: control.requirements,
      status_id,
      status,
      status_code: state,
      status_details:
        vm === undefined ? gaps : reasons.map(({ requirement, why }) => `${requirement}: ${why}`),
      checks: (vm?.parts ?? []).map((part) => checkOf(part, standard)),
    },
    resources: vm === undefined ? [] : [resourceOf(vm)],
    ...(fixes.length > 0 && { remediation: { desc: fixes.join("; "), references: [framework.source] } }),
  };
}

const checkOf = ({ requirement, answer }: NamedVm["parts"][number], standard: string) => ({
  uid: requirement,
  name: requirementOf(requirement)?.displayName,
  standards: [standard],
  status_id: statusOf[answer.state][0],
  status: statusOf[answer.state][1],
});

const resourceOf = (vm: NamedVm) => ({
  uid: vm.vm.id,
  name: vm.vm.name,
  type: "Microsoft.Compute/virtualMachines",
  ...(vm.vm.resourceGroup !== "" && { group: { name: vm.vm.resourceGroup } }),
  ...regionOf(vm),
});

/** A VM of a template or a program is in no account yet. */
const accountOf = (vm: NamedVm | undefined) =>
  vm === undefined || vm.vm.subscriptionId === ""
    ? {}
    : { account: { uid: vm.vm.subscriptionId, name: vm.subscription.name || vm.vm.subscriptionId } };

/** An empty text is no region: the location of a template may be known later only. */
const regionOf = (vm: NamedVm | undefined): { readonly region?: string } =>
  vm === undefined || vm.vm.location === "" ? {} : { region: vm.vm.location };

/** The highest severity of the requirements that are not met. */
function severityOf(state: NamedVm["state"], requirements: readonly string[]): number {
  if (state === "notAnswered") return severityIds.unknown;
  if (state !== "notMet" && state !== "exempt") return severityIds.informational;
  return Math.max(...requirements.map((name) => severityIds[requirementOf(name)?.severity ?? "unknown"]));
}
