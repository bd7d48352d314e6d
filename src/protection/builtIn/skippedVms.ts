import { type Inventory, type InventoryResource, ifKnown } from "../../core/inventory";
import { idKey } from "../../core/resourceId";
import { azureIdOf } from "../../core/resourceIndex";
import { invalidValue, noFindings, type Rule } from "../../core/rule";
import { listOf, sameText, textOf } from "../../core/values";
import { normalLocation } from "../../region/location";
import { type VirtualMachine, vmType } from "../../vm/arm";
import { locationOf, type Subjects } from "../inventory/subjects/subjects";
import { vmProtections } from "../inventory/subjects/virtualMachines";
import { builtIn } from "./definitions";
import { builtInImages, isListedImage } from "./images";

export const assignmentType = "Microsoft.Authorization/policyAssignments";

/** The part of a policy assignment's payload that the rule reads. */
interface PolicyAssignment {
  readonly scope?: string;
  readonly policyDefinitionId?: string;
  readonly notScopes?: readonly string[];
  readonly parameters?: Readonly<Record<string, { readonly value?: unknown } | undefined>>;
}

/** A VM that a program does not protect, and the assignments that would back it up if its image were in their list. */
export interface VmAtScale {
  readonly image: NonNullable<VirtualMachine["storageProfile"]>["imageReference"];
  readonly assignments: readonly string[];
}

/** Azure's definitions back up the image of a VM that they choose. */
export const imageIsListed: Rule<VmAtScale> = ({ image, assignments }) => {
  const publisher = textOf(image?.publisher);
  const isListed =
    publisher !== "" && isListedImage({ publisher, offer: textOf(image?.offer), sku: textOf(image?.sku) });
  if (isListed || assignments.length === 0) return noFindings;
  const { version, source, asOf } = builtInImages;
  const path = "storageProfile.imageReference";
  const fix = "protect this VM with ProtectedVms or RegionalBackup";
  const accepted = `only Marketplace images in the list of Azure's definition (version ${version}), so ${assignments[0]} skips this VM`;
  const actual =
    publisher === ""
      ? "no Marketplace image"
      : [image?.publisher, image?.offer, image?.sku].map(textOf).join(":");
  return invalidValue({ path, actual, accepted, by: "Azure Policy", fix, source, asOf });
};

/** The VMs of a program that it does not protect itself, with the assignments of Azure's definitions that choose them. */
export function vmsAtScale(inventory: Inventory): Subjects<VmAtScale> {
  const assignments = inventory.of<PolicyAssignment>(assignmentType);
  const { subjects, unknown } = vmProtections(inventory);
  const unprotected = new Map(subjects.map(({ urn, of }) => [urn, of]));
  return {
    subjects: inventory.of<VirtualMachine>(vmType).flatMap((vm) => {
      const protection = unprotected.get(vm.urn);
      if (protection === undefined) return [];
      const of: VmAtScale = {
        get image() {
          return vm.inputs?.storageProfile?.imageReference;
        },
        get assignments() {
          if (protection.by !== "nothing") return [];
          return assignments.filter(({ inputs }) => chooses(inputs, vm)).map(({ name }) => name);
        },
      };
      return [{ urn: vm.urn, of }];
    }),
    unknown,
  };
}

/** Whether an assignment of Azure's definitions chooses a VM: by its region, its tag and the scope. */
function chooses(assignment: PolicyAssignment, vm: InventoryResource<VirtualMachine>): boolean {
  const definition = textOf(assignment?.policyDefinitionId).toLowerCase();
  const isWithTag = definition.endsWith(`/${builtIn.withTag.id}`);
  if (!isWithTag && !definition.endsWith(`/${builtIn.withoutTag.id}`)) return false;
  const value = (name: string) => assignment.parameters?.[name]?.value;
  if (!sameRegion(value("vaultLocation"), locationOf(vm))) return false;
  const kind = isWithTag ? "inclusion" : "exclusion";
  const tag = tagOf(vm, textOf(value(`${kind}TagName`)));
  const has = listOf(value(`${kind}TagValue`) as readonly unknown[]).some((one) => sameText(one, tag));
  if (has !== isWithTag) return false;
  const excluded = listOf(assignment.notScopes).some((id) => isAt(vm, id) === true);
  return !excluded && isAt(vm, textOf(assignment.scope)) !== false;
}

const sameRegion = (a: unknown, b: unknown): boolean =>
  normalLocation(textOf(a)) === normalLocation(textOf(b));

/** The value of a VM's tag. Azure ignores the case of a tag's name. */
function tagOf(vm: InventoryResource<VirtualMachine>, name: string): string | undefined {
  if (name === "") return undefined;
  return Object.entries(vm.inputs?.tags ?? {}).find(([key]) => sameText(key, name))?.[1];
}

/** Whether a VM is within a subscription, resource group or id of its own. Undefined: its id is not known yet, and its group does not tell. */
function isAt(vm: InventoryResource<VirtualMachine>, scope: string): boolean | undefined {
  const id = azureIdOf(vm);
  if (id !== undefined) return `${idKey(id)}/`.startsWith(`${idKey(scope)}/`);
  const [, group] = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(scope) ?? [];
  const own = ifKnown(() => vm.inputs?.resourceGroupName);
  if (group === undefined || own === undefined) return undefined;
  return sameText(group, own) ? undefined : false;
}
