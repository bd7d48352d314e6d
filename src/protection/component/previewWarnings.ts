import * as pulumi from "@pulumi/pulumi";
import { isDeferred, resolveDeferred } from "../../component/deferred";
import { hasHooks } from "../../component/hook";
import { ownResources } from "../../component/ownStack";
import { repairVariable } from "../../core/environment";
import { unknownNamesMessage } from "./changeMessages";
import { effectsOf, isExit } from "./effects";
import { exitMessage } from "./exitMessages";
import { itemsOf } from "./itemsInState";
import { wantedItems } from "./wantedItems";

/**
 * Warns in preview about items that an earlier `pulumi up` was to remove or to replace and did not: nothing changes in the component, so
 * no hook runs, and Pulumi removes them now.
 *
 * @param recorded The component's inputs as they are recorded.
 * @param isReported Whether reportChanges has run for this component.
 */
export async function reportLeftItems(
  component: pulumi.Resource,
  recorded: Readonly<Record<string, unknown>>,
  isReported: () => boolean,
): Promise<void> {
  if (!pulumi.runtime.isDryRun() || process.env[repairVariable] !== undefined || !hasHooks()) return;
  const { value: parent } = await resolveDeferred(component.urn);
  if (typeof parent !== "string" || isReported()) return;
  const inState = itemsOf(parent, (await ownResources()) ?? []);
  const [vms, adopt] = await Promise.all([resolveDeferred(recorded.vms), resolveDeferred(recorded.adopt)]);
  const wanted = wantedItems({ vms: vms.value, adopt: adopt.value });
  for (const effect of effectsOf(inState, wanted).filter(isExit))
    pulumi.log.warn(exitMessage(effect, { parent, isSecret: vms.isSecret }));
}

/** Warns once for a component, in a preview that does not know the names of some VMs. */
export async function reportUnknownNames(
  component: string,
  namesByKey: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (!pulumi.runtime.isDryRun()) return;
  const isUnknown = async (names: unknown) => pulumi.containsUnknowns((await resolveDeferred(names)).value);
  const deferred = Object.keys(namesByKey).filter((key) => isDeferred(namesByKey[key]));
  const areUnknown = await Promise.all(deferred.map((key) => isUnknown(namesByKey[key])));
  const unknown = deferred.filter((_, i) => areUnknown[i]);
  if (unknown.length > 0) pulumi.log.warn(unknownNamesMessage(component, unknown));
}
