import * as compute from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf, type Fields } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { childOptions } from "../../component/children";
import { OsType } from "../facts";
import * as scripts from "./script";
import { proxyRules, vmProxySettingsRules } from "./vmProxyRules";

/** Arguments of VmProxySettings. */
export interface VmProxySettingsArgs {
  /** Resource group of the VM. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the VM. */
  vmName: pulumi.Input<string>;
  /** Operating system of the VM. */
  osType: pulumi.Input<OsType>;
  /** The proxy's IPv4 address or host name, without scheme, port, user name or password. Azure Backup does not support a proxy that requires a user name and password. */
  proxyHost: pulumi.Input<string>;
  /** The proxy's port, 1 to 65535. */
  proxyPort: pulumi.Input<number>;
  /** Region of the VM. Omitted: the resource group's. */
  location?: pulumi.Input<string>;
  /** Tags of the run command. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * Sets the system account's proxy on an existing VM with a run command: on Linux in /etc/environment and
 * /etc/waagent.conf, on Windows for S-1-5-18 and WinHTTP. For a new Linux VM, linuxProxyCloudInit returns its custom data.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * new VmProxySettings("ledger-proxy", {
 *   resourceGroupName: group.name,
 *   vmName: "ledger",
 *   osType: OsType.Linux,
 *   proxyHost: "10.0.0.5",
 *   proxyPort: 3128,
 * });
 * ```
 */
export class VmProxySettings extends pulumi.ComponentResource {
  /** Azure id of the run command. */
  readonly runCommandId: pulumi.Output<string>;

  /**
   * Runs a command on a VM that sets the proxy of its system account.
   * See docs/components/vm-proxy-settings.md in this package.
   *
   * @param name Pulumi name; also the run command's name in Azure.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: VmProxySettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `VmProxySettings "${name}"`,
      args,
      {},
      { fields: argumentsOf("VmProxySettings"), rules: vmProxySettingsRules },
    );
    super("azure-vm-backup:index:VmProxySettings", name, args, opts);

    const { resourceGroupName, vmName, location, tags, ...settings } = checked;
    const script = pulumi
      .output(settings)
      .apply((known) =>
        known.osType === OsType.Windows ? scripts.windowsProxyScript(known) : scripts.linuxProxyScript(known),
      );
    const command = new compute.VirtualMachineRunCommandByVirtualMachine(
      name,
      {
        resourceGroupName,
        vmName,
        runCommandName: name,
        source: { script },
        asyncExecution: false,
        treatFailureAsDeploymentFailure: true,
        ...(location !== undefined && { location }),
        ...(tags !== undefined && { tags }),
      },
      childOptions(this),
    );

    this.runCommandId = command.id;
    this.registerOutputs({ runCommandId: this.runCommandId });
  }
}

/** An HTTP proxy that requires no user name and password. */
export interface ProxyAddress {
  /** IPv4 address or host name, without scheme or port. */
  proxyHost: string;
  /** Port, 1 to 65535. */
  proxyPort: number;
}

/** Checks a proxy with the rules of VmProxySettings. `caller` names the function in the error. */
function checkedProxy(caller: string, proxy: ProxyAddress): ProxyAddress {
  const { proxyHost, proxyPort } = argumentsOf("VmProxySettings");
  const fields = { proxyHost, proxyPort } as Fields;
  return check(caller, proxy, {}, { fields, rules: proxyRules });
}

/**
 * The shell script that VmProxySettings runs on Linux. It can run many times, keeps all other lines, and restarts the Azure
 * Linux agent. As custom data, cloud-init runs it without changes.
 *
 * @throws pulumi.InputPropertiesError if the proxy has a user name or password, or is not a valid host and port.
 */
export const linuxProxyScript = (proxy: ProxyAddress): string =>
  scripts.linuxProxyScript(checkedProxy("linuxProxyScript", proxy));

/** The same script as a cloud-init configuration, which you can merge with your own. It throws as linuxProxyScript does. */
export const linuxProxyCloudInit = (proxy: ProxyAddress): string =>
  scripts.linuxProxyCloudInit(checkedProxy("linuxProxyCloudInit", proxy));

/** The PowerShell script that VmProxySettings runs on Windows. It throws as linuxProxyScript does. */
export const windowsProxyScript = (proxy: ProxyAddress): string =>
  scripts.windowsProxyScript(checkedProxy("windowsProxyScript", proxy));
