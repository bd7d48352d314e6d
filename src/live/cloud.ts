import type { Sourced } from "../core/fact";

/** Where a cloud's Azure Resource Manager answers, and who signs in to it. */
export interface Cloud {
  readonly endpoint: string;
  /** For whom a token is asked for; the same as the endpoint in Azure's own clouds. */
  readonly audience: string;
  readonly authorityHost: string;
}

/** Azure's clouds, by the names that azure-native gives them. */
export const clouds = {
  value: {
    public: cloud("https://management.azure.com", "https://login.microsoftonline.com"),
    usgovernment: cloud("https://management.usgovcloudapi.net", "https://login.microsoftonline.us"),
    china: cloud("https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn"),
  },
  source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-manager-endpoints",
  asOf: "2026-11-26",
} as const satisfies Sourced & { value: Record<string, Cloud> };

export type CloudName = keyof typeof clouds.value;

/** Environment variable with another endpoint of Azure Resource Manager: Azure Stack's, or that of simulated Azure. */
export const endpointVariable = "AZURE_VM_BACKUP_ARM_ENDPOINT";

/**
 * The cloud of a name, in whatever letters; the public one where none is given.
 *
 * @throws Error for a name that is none.
 */
export function cloudOf(name: string | undefined, env: NodeJS.ProcessEnv = process.env): Cloud {
  const known: Readonly<Record<string, Cloud>> = clouds.value;
  const found =
    known[
      (name ?? "public")
        .toLowerCase()
        .replace(/^azure/, "")
        .replace(/cloud$/, "") || "public"
    ];
  if (found === undefined) throw new Error(`cloud: got "${name}"; allowed: ${Object.keys(known).join(", ")}`);
  const endpoint = env[endpointVariable];
  return endpoint ? { ...found, endpoint: endpoint.replace(/\/+$/, "") } : found;
}

function cloud(endpoint: string, authorityHost: string): Cloud {
  return { endpoint, audience: endpoint, authorityHost };
}
