/** Reads the engine's event log (one JSON event a line) into plain data. */
import type { DiagnosticEvent, EngineEvent, PolicyEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import { differingPaths, readable } from "./values";

export interface Step {
  /** create, update, delete, replace, create-replacement, delete-replaced, same, read, refresh, import ... */
  op: string;
  urn: string;
  type: string;
  name: string;
  /** Paths of the properties that differ; empty for a create or delete. */
  diffKeys: string[];
  /** True when the operation was tried and failed. */
  failed: boolean;
  inputs: Record<string, unknown>;
  /** What the provider returned; in a preview only what it knows then. */
  outputs: Record<string, unknown>;
}

export interface Diagnostic {
  /** "info#err" is what the program wrote to stderr. */
  severity: "info" | "info#err" | "warning" | "error";
  message: string;
  urn?: string;
}

export interface PolicyViolation {
  policy: string;
  pack: string;
  level: string;
  message: string;
  urn?: string;
  severity?: string;
}

export interface EventSummary {
  /**
   * How many resources were, or in a preview would be, created, updated ...; the stack itself counts as one.
   */
  changes: Record<string, number>;
  steps: Step[];
  diagnostics: Diagnostic[];
  policyViolations: PolicyViolation[];
  /** The stack's outputs, with SECRET and UNKNOWN for values that must not or cannot be shown. */
  outputs: Record<string, unknown>;
}

export function readEvents(log: string): EventSummary {
  const summary: EventSummary = {
    changes: {},
    steps: [],
    diagnostics: [],
    policyViolations: [],
    outputs: {},
  };
  const latestSteps = new Map<string, Step>();
  for (const line of log.split("\n")) {
    const event = parseEvent(line);
    if (event?.resourcePreEvent) addStep(summary, latestSteps, event.resourcePreEvent.metadata);
    if (event?.resOutputsEvent) finishStep(summary, latestSteps, event.resOutputsEvent.metadata);
    if (event?.resOpFailedEvent) failStep(latestSteps, event.resOpFailedEvent.metadata);
    if (event?.diagnosticEvent) addDiagnostic(summary, event.diagnosticEvent);
    if (event?.policyEvent) addViolation(summary, event.policyEvent);
    if (event?.summaryEvent) summary.changes = event.summaryEvent.resourceChanges ?? {};
  }
  return summary;
}

/** Undefined for the last line of a CLI that was killed, which may be cut off. */
function parseEvent(line: string): EngineEvent | undefined {
  try {
    return line ? (JSON.parse(line) as EngineEvent) : undefined;
  } catch {
    return undefined;
  }
}

function addStep(summary: EventSummary, latestSteps: Map<string, Step>, metadata: StepEventMetadata): void {
  const { op, urn, type } = metadata;
  if (isDefaultProvider(urn)) return;
  const name = urn.split("::").at(-1) ?? urn;
  const step: Step = { op, urn, type, name, failed: false, ...changesOf(metadata) };
  latestSteps.set(urn, step);
  summary.steps.push(step);
}

/** Only this event of a refresh says whether the resource is the same. */
function finishStep(
  summary: EventSummary,
  latestSteps: Map<string, Step>,
  metadata: StepEventMetadata,
): void {
  const step = latestSteps.get(metadata.urn);
  if (!step) return;
  Object.assign(step, { op: metadata.op, ...changesOf(metadata) });
  if (step.type === "pulumi:pulumi:Stack" && metadata.new) summary.outputs = step.outputs;
}

function failStep(latestSteps: Map<string, Step>, metadata: StepEventMetadata): void {
  const step = latestSteps.get(metadata.urn);
  if (step) step.failed = true;
}

function addDiagnostic(summary: EventSummary, event: DiagnosticEvent): void {
  const { urn } = event;
  const severity: string = event.severity;
  const message = event.message.trim();
  if (severity === "debug" || message === "") return;
  summary.diagnostics.push({ severity: event.severity, message, ...(urn && { urn }) });
}

function addViolation(summary: EventSummary, event: PolicyEvent & { severity?: string }): void {
  const {
    policyName: policy,
    policyPackName: pack,
    enforcementLevel: level,
    resourceUrn: urn,
    severity,
  } = event;
  const message = event.message.trim();
  summary.policyViolations.push({
    policy,
    pack,
    level,
    message,
    ...(urn && { urn }),
    ...(severity && { severity }),
  });
}

function changesOf(metadata: StepEventMetadata): Pick<Step, "diffKeys" | "inputs" | "outputs"> {
  const state = metadata.new ?? metadata.old;
  const detailed = Object.keys(metadata.detailedDiff ?? {});
  return {
    diffKeys: detailed.length > 0 ? detailed : differingPaths(metadata.old?.inputs, metadata.new?.inputs),
    inputs: readable(state?.inputs ?? {}) as Record<string, unknown>,
    outputs: readable(state?.outputs ?? {}) as Record<string, unknown>,
  };
}

/** The engine creates and hides default providers itself, and does not count them in its summary. */
function isDefaultProvider(urn: string): boolean {
  return /::pulumi:providers:[^:]+::default(_[\d_]+)?$/.test(urn);
}
