// Resources for every policy of the pack: one for each violation in its tests, or compliant ones.
import * as pulumi from "@pulumi/pulumi";
import { broken, compliant } from "../../policies/compliant";
import { violatingProps, violations } from "../../policies/violations";
import { networkTypes, types } from "../../support/tokens";

class AnyResource extends pulumi.CustomResource {}
const create = (type: string, name: string, props: object) =>
  new AnyResource(type, name, { ...props }, { version: "3.28.0" });

const kind = new pulumi.Config().require("kind");
if (kind === "compliant") {
  for (const [type, props] of Object.entries(compliant)) create(type, type.split(":").at(-1) ?? "", props);
}
if (kind === "violations") {
  violations.forEach((violation, i) => {
    create(violation.type, `${violation.policy}-${i}`, violatingProps(violation));
  });
  wrongLinks();
}

/** VMs that are protected wrongly, with ids passed from one resource to another. */
function wrongLinks(): void {
  const vault = (name: string, changes: object = {}) =>
    create(types.vault, name, broken(types.vault, { vaultName: name, ...changes }));
  const main = vault("main-vault");
  const second = vault("second-vault", {
    "properties.securitySettings.immutabilitySettings.state": "Disabled",
  });
  const nightly = create(
    types.policy,
    "main-nightly",
    broken(types.policy, { vaultName: nameOf(main, "main-vault") }),
  );
  const vm = (name: string, changes: object = {}) =>
    create(types.vm, name, broken(types.vm, { vmName: name, ...changes }));
  const item = (
    name: string,
    protectedVm: pulumi.CustomResource,
    inVault: pulumi.CustomResource,
    vaultName: string,
    more: object = {},
  ) =>
    create(types.item, name, {
      ...compliant[types.item],
      vaultName: nameOf(inVault, vaultName),
      containerName: protectedVm.id.apply(String),
      protectedItemName: protectedVm.id.apply(String),
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: protectedVm.id,
        policyId: nightly.id,
        ...more,
      },
    });
  const trusted = {
    "securityProfile.securityType": "TrustedLaunch",
    "storageProfile.dataDisks": [
      { lun: 0, createOption: "Empty", managedDisk: { storageAccountType: "PremiumV2_LRS" } },
    ],
  };
  create(networkTypes.groupLock, "lock", { ...compliant[networkTypes.groupLock], resourceGroupName: "app" });
  const far = vm("far", { location: "northeurope", ...trusted });
  const near = vm("near");
  const lun60 = { diskExclusionProperties: { diskLunList: [60], isInclusionList: false } };
  item("item-far", far, main, "main-vault", { extendedProperties: lun60 });
  item("item-near", near, main, "main-vault");
  item("item-near-again", near, second, "second-vault");
  item("item-paused", near, second, "second-vault", { protectionState: "BackupsSuspended" });
  for (const subscription of ["one", "two"]) {
    create(types.item, `item-${subscription}`, {
      ...compliant[types.item],
      properties: {
        ...(compliant[types.item]?.properties as object),
        sourceResourceId: `/subscriptions/${subscription}/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web`,
      },
    });
  }
}

/** A name that is known in preview and still depends on its resource. */
function nameOf(resource: pulumi.CustomResource, name: string): pulumi.Output<string> {
  return resource.urn.apply(() => name);
}
