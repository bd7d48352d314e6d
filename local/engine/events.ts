/** Reads the engine's event log (one JSON event a line) into plain data. */
import type { DiagnosticEvent, EngineEvent, PolicyEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

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
  /** How many resources were, or in a preview would be, created, updated ...; the stack itself counts as one. */
  changes: Record<string, number>;
  steps: Step[];
  diagnostics: Diagnostic[];
  policyViolations: PolicyViolation[];
  /** The stack's outputs, with SECRET and UNKNOWN in place of what may not or cannot be shown. */
  outputs: Record<string, unknown>;
}

export const SECRET = "[secret]";
export const UNKNOWN = "[unknown]";

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN_SENTINELS = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // of a string, and of anything not yet typed
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

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

/** Nothing for the last line of a CLI that was killed: it may be cut off. */
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

/** A refresh finds out only here whether the resource is the same. */
function finishStep(
  summary: EventSummary,
  latestSteps: Map<string, Step>,
  metadata: StepEventMetadata,
): void {
  const step = latestSteps.get(metadata.urn);
  if (!step || (step.op !== metadata.op && step.op !== "refresh")) return;
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

/** For a provider that says only that something differs. */
function differingPaths(before: unknown, after: unknown, path = ""): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return path ? [path] : [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differingPaths(before[key], after[key], path ? `${path}.${key}` : key));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The engine makes and hides default providers itself; its own summary does not count them. */
function isDefaultProvider(urn: string): boolean {
  return /::pulumi:providers:[^:]+::default(_[\d_]+)?$/.test(urn);
}

function readable(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN_SENTINELS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(readable);
  if (!isRecord(value)) return value;
  if (value[SIGNATURE_KEY] === SECRET_SIGNATURE) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}
