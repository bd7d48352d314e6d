import type { Sourced } from "../core/fact";
import { withoutEnd } from "../core/values";

/** The addresses of one of Azure's clouds. */
export interface Cloud {
  /** Of Azure Resource Manager. */
  readonly endpoint: string;
  /** The audience of the access token. In Azure's own clouds it is the endpoint. */
  readonly audience: string;
  readonly authorityHost: string;
}

/** Azure's clouds, by azure-native's names for them. */
export const clouds = {
  value: {
    public: cloud("https://management.azure.com", "https://login.microsoftonline.com"),
    usgovernment: cloud("https://management.usgovcloudapi.net", "https://login.microsoftonline.us"),
    china: cloud("https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn"),
  },
  source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-manager-endpoints",
  asOf: "2026-11-26",
} as const satisfies Sourced & { value: Record<string, Cloud> };

/** Environment variable with another endpoint of Azure Resource Manager, e.g. of Azure Stack or of simulated Azure. */
export const endpointVariable = "AZURE_VM_BACKUP_ARM_ENDPOINT";

/**
 * The cloud with a name, in any letter case.
 *
 * @param name Undefined: public.
 * @throws Error if no cloud has the name.
 */
export function cloudOf(name: string | undefined, env: NodeJS.ProcessEnv = process.env): Cloud {
  const byName: Readonly<Record<string, Cloud>> = clouds.value;
  // Other tools write the names as AzureCloud, AzureUSGovernment and AzureChinaCloud.
  const shortName = (name ?? "")
    .toLowerCase()
    .replace(/^azure/, "")
    .replace(/cloud$/, "");
  const known = byName[shortName || "public"];
  if (known === undefined)
    throw new Error(`Unknown cloud "${name}". Use one of ${Object.keys(byName).join(", ")}.`);
  const endpoint = env[endpointVariable];
  return endpoint ? { ...known, endpoint: withoutEnd(endpoint, "/") } : known;
}

function cloud(endpoint: string, authorityHost: string): Cloud {
  return { endpoint, audience: endpoint, authorityHost };
}
