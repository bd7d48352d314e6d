import type { Azure } from "../../../../simulator/azure/service";
import type { RestResponse } from "../../../../simulator/rest/request";
import { respondOrFail } from "../../../../simulator/rest/server";

/** A request to simulated Azure's REST API. */
export interface Request {
  /** Omitted: GET. */
  readonly method?: string;
  /** Path and query. */
  readonly url: string;
  readonly body?: object;
}

export type Send = (request: Request) => RestResponse;

/** Sends requests as the REST server gets them: what JSON cannot hold, such as an omitted field, is not sent. */
export function sendTo(azure: Azure): Send {
  return ({ method = "GET", url, body = {} }) => {
    const { pathname, searchParams } = new URL(url, "https://management.azure.com");
    return respondOrFail(azure, {
      ...{ method, path: decodeURIComponent(pathname), query: searchParams, host: "https://host" },
      ...{ authorization: "Bearer simulated-access-token", body: JSON.parse(JSON.stringify(body)) },
    });
  };
}

/** An answer of the real service, in neutral names, and how simulated Azure gives the same one. */
export interface RecordedCase {
  readonly name: string;
  /** The recorded test, and the version of the API. */
  readonly source: string;
  /** What exists before. Omitted: a group with a vault and a virtual machine. */
  readonly before?: (send: Send, azure: Azure) => void;
  readonly request: Request;
  /** Omitted: 200. */
  readonly status?: number;
  /** The recorded body. Omitted: none. */
  readonly answer?: object;
  /** The last parts of the recorded headers' values. Omitted: not compared. */
  readonly headers?: Readonly<Record<string, RegExp>>;
  /** Dotted paths of the answer in which simulated Azure differs, each with the reason. A path that does not differ fails the test. */
  readonly except?: Readonly<Record<string, string>>;
}

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
export const group = `${subscription}/resourceGroups/bank`;
export const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/safe`;
export const policyPath = (name: string) => `${vaultId}/backupPolicies/${name}`;
export const vmPath = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
export const guardId = `${group}/providers/Microsoft.DataProtection/resourceGuards/guard`;

/** The path of a virtual machine's item. `spelled`: as Azure answers it, with a container and an item that begin with capitals. */
export const itemPath = (vm: string, [container, item] = ["IaasVMContainer", "VM"]) => {
  const name = `iaasvmcontainerv2;bank;${vm}`.toLowerCase();
  return `${vaultId}/backupFabrics/Azure/protectionContainers/${container};${name}/protectedItems/${item};${name}`;
};

export const put = (url: string, body: object): Request => ({ method: "PUT", url, body });

/** The vault of azure-powershell's tests: the request names little. */
export const plainVault = {
  location: "centraluseuap",
  sku: { name: "RS0", tier: "Standard" },
  properties: { publicNetworkAccess: "Enabled" },
};

/** A resource group with a vault and a virtual machine in the same region. */
export function vaultAndVm(send: Send): void {
  send(put(group, { location: "centraluseuap" }));
  send(put(vaultId, plainVault));
  send(put(vmPath("Ledger"), { location: "centraluseuap" }));
}

export const protecting = (vm: string, more: object = {}) => ({
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: vmPath(vm),
    policyId: policyPath("DefaultPolicy"),
    ...more,
  },
});

/** The same, and the virtual machine is protected by DefaultPolicy. */
export function protectedVm(send: Send): void {
  vaultAndVm(send);
  send(put(itemPath("ledger"), protecting("Ledger")));
}

/** The same, and its first backup has ended. */
export function backedUpVm(send: Send): void {
  protectedVm(send);
  backUp(send, "ledger");
}

/** Backs up a protected virtual machine, until the job has ended. */
export function backUp(send: Send, vm: string): void {
  const started = send({
    method: "POST",
    url: `${itemPath(vm)}/backup`,
    body: { properties: { objectType: "IaasVMBackupRequest" } },
  });
  const job = /operationsStatus\/([^?]+)/.exec(started.headers?.["azure-asyncoperation"] ?? "")?.[1];
  for (let polls = 0; polls < 3; polls++) send({ url: `${vaultId}/backupJobs/${job}` });
}

/** Puts a resource guard on the vault. */
export function guard(send: Send): void {
  send(put(guardId, { location: "centraluseuap" }));
  send(
    put(`${vaultId}/backupResourceGuardProxies/VaultProxy`, {
      properties: { resourceGuardResourceId: guardId.replace("resourceGuards", "ResourceGuards") },
    }),
  );
}

/** Makes the vault immutable, so that items can be suspended. */
export const unlockedImmutability: Request = {
  method: "PATCH",
  url: vaultId,
  body: { properties: { securitySettings: { immutabilitySettings: { state: "Unlocked" } } } },
};
