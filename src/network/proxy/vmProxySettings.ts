import * as compute from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf, type Fields } from "../../component/argumentTypes";
import { check } from "../../component/check";
import { childOptions } from "../../component/children";
import { OsType } from "../facts";
import * as text from "./script";
import { proxyRules, vmProxySettingsRules } from "./settings";

/** Arguments of VmProxySettings. */
export interface VmProxySettingsArgs {
  /** Resource group of the VM. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the VM. */
  vmName: pulumi.Input<string>;
  /** Operating system of the VM. */
  osType: pulumi.Input<OsType>;
  /** The proxy's address or host name, without scheme, port, name or password: Azure Backup takes no proxy that asks for them. */
  proxyHost: pulumi.Input<string>;
  /** The proxy's port, 1 to 65535. */
  proxyPort: pulumi.Input<number>;
  /** Region of the VM. Omitted: the resource group's. */
  location?: pulumi.Input<string>;
  /** Tags of the run command. Omitted: none. */
  tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

/**
 * The system account's proxy on a VM that is there already, set by a run command: on Linux in /etc/environment and
 * /etc/waagent.conf, on Windows for S-1-5-18 and WinHTTP. For a VM that is yet to be made, linuxProxyCloudInit
 * gives its custom data.
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
      .apply((given) =>
        given.osType === OsType.Windows ? text.windowsProxyScript(given) : text.linuxProxyScript(given),
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

/** A proxy, checked as the component checks it. */
function checkedProxy(caller: string, proxy: ProxyAddress): ProxyAddress {
  const { proxyHost, proxyPort } = argumentsOf("VmProxySettings") as Required<Fields>;
  return check(caller, proxy, {}, { fields: { proxyHost, proxyPort } as Fields, rules: proxyRules });
}

/** An HTTP proxy without name and password. */
export interface ProxyAddress {
  /** Address or host name, without scheme or port. */
  proxyHost: string;
  /** Port, 1 to 65535. */
  proxyPort: number;
}

/**
 * The shell script that VmProxySettings runs on Linux: idempotent, keeps other lines, restarts the Azure Linux
 * agent. As custom data cloud-init runs it as it is.
 *
 * @throws pulumi.InputPropertiesError for a proxy with credentials or that is no host and port.
 */
export const linuxProxyScript = (proxy: ProxyAddress): string =>
  text.linuxProxyScript(checkedProxy("linuxProxyScript", proxy));

/** The same as cloud-init configuration, to be merged with a VM's own. Errors as for linuxProxyScript. */
export const linuxProxyCloudInit = (proxy: ProxyAddress): string =>
  text.linuxProxyCloudInit(checkedProxy("linuxProxyCloudInit", proxy));

/** The PowerShell script that VmProxySettings runs on Windows. Errors as for linuxProxyScript. */
export const windowsProxyScript = (proxy: ProxyAddress): string =>
  text.windowsProxyScript(checkedProxy("windowsProxyScript", proxy));
