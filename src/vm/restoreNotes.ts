import { described } from "../core/finding";
import { cite } from "../core/limits";
import { all, attempt, forEachEntry, notice, pass, type Rule, type Verdict } from "../core/rule";
import { listOf, textOf } from "../core/values";
import type { GuestCommand, NetworkInterface, VirtualMachine } from "./arm";
import { restoreByPowerShell } from "./facts";
import { decoded } from "./luks";

const note = (path: string, got: unknown, what: string): Verdict =>
  notice({
    path,
    got,
    allowed: `yes, but ${what} was restored by PowerShell only in 2018, and is today by its disks: restore these, then make the VM from them`,
    fix: "write the restore down, try it once, then exempt this resource",
    ...cite(restoreByPowerShell),
  });

/** A VM with several network interfaces. */
export const severalInterfacesNote: Rule<VirtualMachine> = (vm) => {
  const count = listOf(vm.networkProfile?.networkInterfaces).length;
  if (count <= 1) return pass;
  return note(
    "networkProfile.networkInterfaces",
    described(`${count} network interfaces`),
    "a VM with several network interfaces",
  );
};

/** A network interface behind a load balancer. */
export const loadBalancerNote: Rule<NetworkInterface> = ({ ipConfigurations }) =>
  forEachEntry(listOf(ipConfigurations), (config, i) =>
    listOf(config?.loadBalancerBackendAddressPools).length === 0
      ? pass
      : note(
          `ipConfigurations[${i}].loadBalancerBackendAddressPools`,
          described("a load balancer's pool"),
          "a VM behind a load balancer",
        ),
  );

/** A network interface with several public addresses. */
export const severalAddressesNote: Rule<NetworkInterface> = ({ ipConfigurations }) => {
  const count = listOf(ipConfigurations).filter(
    (config) => config?.publicIPAddress !== undefined && config.publicIPAddress !== null,
  ).length;
  if (count <= 1) return pass;
  return note(
    "ipConfigurations",
    described(`${count} public addresses`),
    "a VM with several reserved addresses",
  );
};

/** Names under which a domain controller is made: Windows features and the module of Microsoft's own templates. */
const domainController =
  /Install-ADDS(Forest|Domain|DomainController)|AD-Domain-Services|CreateA[DP]\w*PDC|xActiveDirectory/i;
const domainControllerImage = /(^|[-_:])(ad-?dc|domain-?controller|active-?directory)/i;

const domainControllerNote = (path: string, got: unknown) =>
  note(path, got, "a domain controller, where its domain has several,");

/** An image of a domain controller. */
export const domainControllerImageNote: Rule<VirtualMachine> = (vm) => {
  const image = vm.storageProfile?.imageReference;
  const name = [image?.offer, image?.sku].map(textOf).join(":");
  if (!domainControllerImage.test(name)) return pass;
  return domainControllerNote("storageProfile.imageReference", name);
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
  return found === undefined ? pass : domainControllerNote(path, described(`a command with ${found}`));
}

/** Every text in a structure. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((key) => textsIn((value as Record<string, unknown>)[key]));
}
