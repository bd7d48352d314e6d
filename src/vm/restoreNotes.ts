import { cite } from "../core/limits";
import { all, attempt, forEachEntry, noFindings, note, type Rule, type Verdict } from "../core/rule";
import { listOf, textOf } from "../core/values";
import type { GuestCommand, NetworkInterface, VirtualMachine } from "./arm";
import { restoreByPowerShell } from "./facts";
import { withDecodedText } from "./scriptText";

/** `found` is a sentence about the resource; `vmKind` names the VMs that are restored in this way. */
const restoreNote = (path: string, found: string, vmKind: string): Verdict =>
  note({
    path,
    message: `${found}. In 2018, only PowerShell could restore ${vmKind}. Today, restore the disks and create the VM from them`,
    fix: "write down how to restore it, try the restore once, then exempt this resource",
    ...cite(restoreByPowerShell),
  });

/** The VM has several network interfaces. */
export const severalInterfacesNote: Rule<VirtualMachine> = (vm) => {
  const count = listOf(vm.networkProfile?.networkInterfaces).length;
  if (count <= 1) return noFindings;
  return restoreNote(
    "networkProfile.networkInterfaces",
    `The VM has ${count} network interfaces`,
    "a VM with several network interfaces",
  );
};

/** The network interface is behind a load balancer. */
export const loadBalancerNote: Rule<NetworkInterface> = ({ ipConfigurations }) =>
  forEachEntry(listOf(ipConfigurations), (config, i) =>
    listOf(config?.loadBalancerBackendAddressPools).length === 0
      ? noFindings
      : restoreNote(
          `ipConfigurations[${i}].loadBalancerBackendAddressPools`,
          "The network interface is in the backend pool of a load balancer",
          "a VM behind a load balancer",
        ),
  );

/** The network interface has several public addresses. */
export const severalAddressesNote: Rule<NetworkInterface> = ({ ipConfigurations }) => {
  const count = listOf(ipConfigurations).filter(
    (config) => config?.publicIPAddress !== undefined && config.publicIPAddress !== null,
  ).length;
  if (count <= 1) return noFindings;
  return restoreNote(
    "ipConfigurations",
    `The network interface has ${count} public addresses`,
    "a VM with several reserved addresses",
  );
};

/** Names of commands that set up a domain controller: Windows features, and the module of Microsoft's own templates. */
const domainController =
  /Install-ADDS(Forest|Domain|DomainController)|AD-Domain-Services|CreateA[DP]\w{0,40}PDC|xActiveDirectory/i;
const domainControllerImage = /(^|[-_:])(ad-?dc|domain-?controller|active-?directory)/i;

const domainControllerNote = (path: string, found: string) =>
  restoreNote(path, found, "one of several domain controllers of a domain");

/** The VM's image is named after a domain controller. */
export const domainControllerImageNote: Rule<VirtualMachine> = (vm) => {
  const image = vm.storageProfile?.imageReference;
  const name = [image?.offer, image?.sku].map(textOf).join(":");
  if (!domainControllerImage.test(name)) return noFindings;
  return domainControllerNote(
    "storageProfile.imageReference",
    `The image ${name} has the name of a domain controller`,
  );
};

/** An extension or run command sets up a domain controller. The note never quotes the command, which may contain secrets. */
export const domainControllerCommandNote: Rule<GuestCommand> = (command) =>
  all([
    attempt(() => commandNote("settings", command.settings)),
    attempt(() => commandNote("protectedSettings", command.protectedSettings)),
    attempt(() => commandNote("source.script", command.source?.script)),
  ]);

function commandNote(path: string, value: unknown): Verdict {
  const name = domainController.exec(textsIn(value).map(withDecodedText).join("\n"))?.[0];
  return name === undefined
    ? noFindings
    : domainControllerNote(path, `A command contains ${name}, which sets up a domain controller`);
}

/** Every text in a structure. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => textsIn((value as Record<string, unknown>)[key]));
}
