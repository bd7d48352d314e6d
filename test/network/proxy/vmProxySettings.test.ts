import * as pulumi from "@pulumi/pulumi";
import {
  linuxProxyCloudInit,
  linuxProxyScript,
  OsType,
  VmProxySettings,
  windowsProxyScript,
} from "../../../src";
import { customs, register } from "../../support/mocks";

const proxy = { proxyHost: "10.0.0.5", proxyPort: 8080 };
const vm = { resourceGroupName: "vms", vmName: "web" };

it.each([
  [OsType.Linux, linuxProxyScript(proxy)],
  [OsType.Windows, windowsProxyScript(proxy)],
])("runs the script for %s on the VM and waits until it ends", async (osType, script) => {
  const registered = await register(() => {
    new VmProxySettings("web-proxy", {
      ...vm,
      ...proxy,
      osType: pulumi.output(osType),
      location: "westeurope",
      tags: { team: "net" },
    });
  });
  expect(customs(registered)).toEqual([
    {
      type: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
      name: "web-proxy",
      inputs: {
        ...vm,
        runCommandName: "web-proxy",
        location: "westeurope",
        tags: { team: "net" },
        source: { script },
        asyncExecution: false,
        treatFailureAsDeploymentFailure: true,
      },
    },
  ]);
});

it("refuses credentials without repeating them, and never runs such a script", async () => {
  const messages: string[] = [];
  const registered = await register(() => {
    for (const proxyHost of ["user:secret@10.0.0.5", "http://user:secret@proxy"]) {
      try {
        new VmProxySettings("web-proxy", { ...vm, ...proxy, proxyHost, osType: OsType.Linux });
      } catch (error) {
        messages.push(String(error));
      }
    }
  });
  expect(registered).toEqual([]);
  expect(messages).toHaveLength(2);
  for (const message of messages) {
    expect(message.replace(/\s+/g, " ")).toContain(
      "Azure Backup does not support a proxy that requires them",
    );
    expect(message).not.toContain("secret");
  }
});

it("the pure functions refuse the same proxies", () => {
  for (const text of [linuxProxyScript, linuxProxyCloudInit, windowsProxyScript]) {
    expect(() => text({ ...proxy, proxyHost: "a:b@c" })).toThrow('proxyHost is "***@c"');
    expect(() => text({ ...proxy, proxyPort: 0 })).toThrow("proxyPort is 0");
  }
});
