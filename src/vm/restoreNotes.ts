import { cite } from "../core/limits";
import { all, attempt, forEachEntry, noFindings, note, type Rule, type Verdict } from "../core/rule";
import { listOf, textOf } from "../core/values";
import type { GuestCommand, NetworkInterface, VirtualMachine } from "./arm";
import { restoreByPowerShell } from "./facts";
import { decoded } from "./luks";

const restoreNote = (path: string, found: string, restored: string): Verdict =>
  note({
    path,
    message: `${found}. In 2018 only PowerShell restored ${restored}; today, restore the disks and create the VM from them`,
    fix: "write down how to restore it, try the restore once, then exempt this resource",
    ...cite(restoreByPowerShell),
  });

/** A VM with several network interfaces. */
export const severalInterfacesNote: Rule<VirtualMachine> = (vm) => {
  const count = listOf(vm.networkProfile?.networkInterfaces).length;
  if (count <= 1) return noFindings;
  return restoreNote(
    "networkProfile.networkInterfaces",
    `${count} network interfaces`,
    "a VM with several network interfaces",
  );
};

/** A network interface behind a load balancer. */
export const loadBalancerNote: Rule<NetworkInterface> = ({ ipConfigurations }) =>
  forEachEntry(listOf(ipConfigurations), (config, i) =>
    listOf(config?.loadBalancerBackendAddressPools).length === 0
      ? noFindings
      : restoreNote(
          `ipConfigurations[${i}].loadBalancerBackendAddressPools`,
          "This interface is in a load balancer's pool",
          "a VM behind a load balancer",
        ),
  );

/** A network interface with several public addresses. */
export const severalAddressesNote: Rule<NetworkInterface> = ({ ipConfigurations }) => {
  const count = listOf(ipConfigurations).filter(
    (config) => config?.publicIPAddress !== undefined && config.publicIPAddress !== null,
  ).length;
  if (count <= 1) return noFindings;
  return restoreNote("ipConfigurations", `${count} public addresses`, "a VM with several reserved addresses");
};

/** Names under which a domain controller is made: Windows features and the module of Microsoft's own templates. */
const domainController =
  /Install-ADDS(Forest|Domain|DomainController)|AD-Domain-Services|CreateA[DP]\w*PDC|xActiveDirectory/i;
const domainControllerImage = /(^|[-_:])(ad-?dc|domain-?controller|active-?directory)/i;

const domainControllerNote = (path: string, found: string) =>
  restoreNote(path, found, "a domain controller of a domain that has several");

/** An image of a domain controller. */
export const domainControllerImageNote: Rule<VirtualMachine> = (vm) => {
  const image = vm.storageProfile?.imageReference;
  const name = [image?.offer, image?.sku].map(textOf).join(":");
  if (!domainControllerImage.test(name)) return noFindings;
  return domainControllerNote("storageProfile.imageReference", `The image is ${name}`);
};

/** An extension or run command that makes a domain controller. The command itself is never quoted: it may hold secrets. */
export const domainControllerCommandNote: Rule<GuestCommand> = (command) =>
  all([
    attempt(() => commandNote("settings", command.settings)),
    attempt(() => commandNote("protectedSettings", command.protectedSettings)),
    attempt(() => commandNote("source.script", command.source?.script)),
  ]);

function commandNote(path: string, value: unknown): Verdict {
  const found = domainController.exec(textsIn(value).map(decoded).join("\n"))?.[0];
  return found === undefined ? noFindings : domainControllerNote(path, `A command contains ${found}`);
}

/** Every text in a structure. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => textsIn((value as Record<string, unknown>)[key]));
}
