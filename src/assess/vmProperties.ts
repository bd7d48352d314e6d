import { type InventoryResource, ifKnown } from "../core/inventory";
import { asBoolean } from "../core/reading";
import { listOf, sameText, textOf } from "../core/values";
import { type Disk, diskType, type VirtualMachine } from "../vm/arm";
import { vmAgent } from "../vm/facts";
import type { AssessedVm } from "./assessment";
import { idOrUrnOf } from "./identity";
import { disksOf } from "./vmDisks";

/** A virtual machine, with what Azure adds to its properties. */
export interface VmWithState extends VirtualMachine {
  readonly id?: string;
  /** Failed if Azure could not bring the VM into its desired state. */
  readonly provisioningState?: string;
  readonly instanceView?: InstanceView;
  readonly extended?: { readonly instanceView?: InstanceView };
  /** Basic VM protection: daily restore points without a vault. Compute API 2025-04-01 and later, a private preview in 2026. */
  readonly resiliencyProfile?: { readonly periodicRestorePoints?: { readonly isEnabled?: unknown } };
}

interface InstanceView {
  readonly powerState?: { readonly code?: string };
  readonly statuses?: readonly { readonly code?: string }[];
  readonly vmAgent?: { readonly vmAgentVersion?: string };
}

type Properties = Pick<
  AssessedVm,
  | "size"
  | "os"
  | "diskGB"
  | "disksWithoutSize"
  | "tags"
  | "powerState"
  | "agent"
  | "provisioningState"
  | "basicProtection"
>;

/** Reads a value of a VM from its inputs, or else from its outputs. Undefined: not known. */
export const readerOf =
  ({ inputs, outputs }: InventoryResource<VmWithState>) =>
  <T>(read: (vm: VmWithState | undefined) => T): T | undefined => {
    const value = ifKnown(() => read(inputs));
    // A row has the same inputs and outputs.
    if (value !== undefined && value !== null) return value;
    return outputs === inputs ? undefined : ifKnown(() => read(outputs ?? inputs));
  };

type Read = ReturnType<typeof readerOf>;

/** What is known about a VM itself. */
export function propertiesOf(vm: InventoryResource<VmWithState>): Properties {
  const read = readerOf(vm);
  const view = read((known) => known?.extended?.instanceView ?? known?.instanceView);
  const isWindows = read((known) => known?.osProfile?.windowsConfiguration !== undefined) === true;
  const agent = agentOf(view, isWindows);
  const [size, os, powerState] = [read((known) => known?.hardwareProfile?.vmSize), osOf(read), powerOf(view)];
  const tags = tagsOf(read);
  const provisioningState = textOf(read((known) => known?.provisioningState));
  const isBasic = asBoolean(read((known) => known?.resiliencyProfile?.periodicRestorePoints?.isEnabled));
  const { diskGB, disksWithoutSize } = diskSizesOf(vm);
  return {
    size: size || undefined,
    os,
    diskGB,
    disksWithoutSize,
    tags,
    powerState,
    agent,
    provisioningState: provisioningState || undefined,
    // An API version that does not know it says nothing: absent is not off.
    basicProtection: typeof isBasic === "boolean" ? isBasic : undefined,
  };
}

/** The tags whose values are known. A program may have a tag that is a secret or an Output. */
function tagsOf(read: Read): AssessedVm["tags"] {
  const tags = read((known) => known?.tags) as Readonly<Record<string, unknown>> | undefined;
  if (typeof tags !== "object" || tags === null) return undefined;
  const known: [string, string][] = [];
  for (const name of Object.keys(tags)) {
    const value = ifKnown(() => tags[name]);
    if (typeof value === "string") known.push([name, value]);
  }
  return Object.fromEntries(known);
}

function osOf(read: Read): string | undefined {
  const image = read((known) => known?.storageProfile?.imageReference);
  const part = (name: "publisher" | "offer" | "sku") => textOf(ifKnown(() => image?.[name]));
  const imageName = [part("publisher"), part("offer"), part("sku")].filter(Boolean).join(" ");
  if (imageName !== "") return imageName;
  const isWindows = read((known) => known?.osProfile?.windowsConfiguration) !== undefined;
  const isLinux = read((known) => known?.osProfile?.linuxConfiguration) !== undefined;
  return isWindows ? "Windows" : isLinux ? "Linux" : undefined;
}

const powerOf = (view: InstanceView | undefined): string | undefined => {
  if (view === undefined) return undefined;
  const codes = [view.powerState?.code, ...listOf(view.statuses).map((status) => status?.code)].map(textOf);
  return codes.find((code) => code.startsWith("PowerState/"))?.slice("PowerState/".length) || undefined;
};

function agentOf(view: InstanceView | undefined, isWindows: boolean): AssessedVm["agent"] {
  const version = textOf(view?.vmAgent?.vmAgentVersion);
  if (version === "" || /unknown/i.test(version)) return undefined;
  return { version, isTooOld: isWindows && isOlder(version, vmAgent.windowsVersion) };
}

/** Whether a version such as 2.7.1 is older than another one. */
export function isOlder(version: string, minimum: string): boolean {
  const numbers = version.split(".").map(Number);
  for (const [i, required] of minimum.split(".").map(Number).entries()) {
    const number = numbers[i] ?? 0;
    if (number !== required) return number < required;
  }
  return false;
}

function diskSizesOf(vm: InventoryResource<VmWithState>): Pick<Properties, "diskGB" | "disksWithoutSize"> {
  const disks = (
    vm.dependencies("storageProfile") as InventoryResource<Disk & { id?: string; diskSizeGB?: number }>[]
  ).filter(({ type }) => type === diskType);
  const attachedSize = (id: string) =>
    ifKnown(() => disks.find((disk) => sameText(idOrUrnOf(disk), id))?.inputs?.diskSizeGB);
  let [diskGB, disksWithoutSize] = [0, 0];
  for (const disk of disksOf(vm)) {
    const size =
      ifKnown(() => disk?.diskSizeGB) ?? attachedSize(textOf(ifKnown(() => disk?.managedDisk?.id)));
    if (typeof size === "number" && size > 0) diskGB += size;
    else disksWithoutSize++;
  }
  return { diskGB, disksWithoutSize: disksWithoutSize || undefined };
}
