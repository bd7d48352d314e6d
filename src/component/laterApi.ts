import { getClientConfig } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { sameText } from "../core/values";
import { limited } from "./limited";

/*
 * Resources at a later API version than azure-native's default. azure-native has a package for each module and version. The SDK that
 * `pulumi package add azure-native recoveryservices 2026-05-01` generates registers the package and passes the reference to each resource;
 * so does this file, and users need no such SDK. registerPackage, invoke and the last parameter of the constructors are in Pulumi's
 * published types. The engine's own function pulumi:pulumi:getResource is not: test/engine/laterApi.test.ts proves what is used of it.
 */

/** A module of azure-native at one API version. */
export interface LaterApi {
  /** E.g. `recoveryservices`. */
  readonly module: string;
  /** E.g. `2026-05-01`. */
  readonly version: string;
}

const compact = ({ version }: LaterApi): string => `v${version.replaceAll("-", "")}`;
const packageName = (api: LaterApi): string => `azure-native_${api.module}_${compact(api)}`;
const laterToken = (api: LaterApi, type: string): string => `${packageName(api)}:${api.module}:${type}`;
const defaultToken = ({ module }: LaterApi, type: string): string => `azure-native:${module}:${type}`;

/** The alias with which a resource at azure-native's default version goes on from one at the later version. */
export const laterAlias = (api: LaterApi, type: string): pulumi.Alias => ({ type: laterToken(api, type) });

class LaterResource extends pulumi.CustomResource {}
class LaterProvider extends pulumi.ProviderResource {}

/** A child of a component at a later API version. */
export interface LaterChild {
  readonly api: LaterApi;
  /** E.g. `Vault`. */
  readonly type: string;
  readonly name: string;
  readonly args: pulumi.Inputs;
  readonly options: pulumi.CustomResourceOptions;
}

/** What a component has registered at a later API version. */
export interface LaterRegistered {
  readonly resource: pulumi.CustomResource;
  /**
   * Why the resource must not be created: its provider would create it in another subscription than the component's azure-native provider.
   * Undefined: it is the same one, or a provider does not answer.
   */
  readonly placeError: () => Promise<string | undefined>;
}

/**
 * Registers a child at a later API version. It goes on from a resource at azure-native's default version: nothing is replaced. Its provider
 * is the one of this package among the component's providers, or one that is configured like the component's azure-native provider.
 */
export function registerLater(
  component: pulumi.Resource,
  { api, type, name, args, options }: LaterChild,
): LaterRegistered {
  const packageRef = registerPackage(api);
  const token = laterToken(api, type);
  const provider =
    component.getProvider(token) ??
    new LaterProvider(
      packageName(api),
      name,
      configurationOf(component.getProvider(defaultToken(api, type))),
      { parent: component },
      false,
      packageRef,
    );
  const aliases = [{ type: defaultToken(api, type) }];
  const resource = new LaterResource(token, name, args, { ...options, provider, aliases }, false, packageRef);
  const placeError = async (): Promise<string | undefined> => {
    try {
      const [later, own] = await Promise.all([
        limited(() => clientOf(provider, packageRef)),
        limited(() => getClientConfig({ parent: component })),
      ]);
      return subscriptionError(api, later.subscriptionId, own.subscriptionId);
    } catch {
      // Without an answer nothing is claimed.
      return undefined;
    }
  };
  return { resource, placeError };
}

/** The reference of a package, which the engine gives once for each program. */
function registerPackage(api: LaterApi): Promise<string> {
  // The version of the provider that the program's other resources use too.
  const { version } = require("@pulumi/azure-native/package.json") as { version: string };
  const parameter = JSON.stringify({ module: api.module, version: compact(api) });
  return pulumi.runtime.registerPackage({
    baseProviderName: "azure-native",
    baseProviderVersion: version,
    baseProviderDownloadUrl: "",
    packageName: packageName(api),
    packageVersion: version,
    // azure-native reads base64, and registerPackage decodes its argument once:
    // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider_parameterize.go, 2026-11
    base64Parameter: base64(base64(parameter)),
  });
}

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Settings of azure-native's provider, as its SDK 3.28 has them (provider.d.ts). */
const settings = [
  ...["auxiliaryTenantIds", "clientCertificatePassword", "clientCertificatePath", "clientId", "clientSecret"],
  ...["disableInstanceDiscovery", "disablePulumiPartnerId", "environment", "location", "metadataHost"],
  ...["msiEndpoint", "oidcRequestToken", "oidcRequestUrl", "oidcToken", "oidcTokenFilePath", "partnerId"],
  ...["subscriptionId", "tenantId", "useDefaultAzureCredential", "useMsi", "useOidc"],
] as const;

/** The configuration of a provider of azure-native. Omitted: that of the default provider, `azure-native:*` of the stack. */
function configurationOf(provider: pulumi.ProviderResource | undefined): pulumi.Inputs {
  if (provider === undefined) {
    const config = new pulumi.Config("azure-native");
    // A value that is not secret comes back as a secret too: Pulumi warns of a secret that is read as plain.
    return fromSettings((name) => config.getSecret(name));
  }
  const state = provider.urn
    .apply((urn) => pulumi.runtime.invokeOutput<ProviderState>("pulumi:pulumi:getResource", { urn }))
    .apply((found) => found.state);
  return fromSettings((name) => state.apply((values) => values?.[name]));
}

interface ProviderState {
  readonly state?: Readonly<Record<string, unknown>>;
}

const fromSettings = (settingOf: (name: string) => unknown): pulumi.Inputs =>
  Object.fromEntries(
    settings.map((name) => [name, settingOf(name)]).filter(([, value]) => value !== undefined),
  );

/** Who a provider is signed in as. The provider of a later version answers this function of azure-native too. */
const clientOf = (
  provider: pulumi.ProviderResource,
  packageRef: Promise<string>,
): Promise<{ subscriptionId?: string }> =>
  pulumi.runtime.invoke("azure-native:authorization:getClientConfig", {}, { provider }, packageRef);

function subscriptionError(api: LaterApi, later: unknown, own: unknown): string | undefined {
  if (typeof later !== "string" || typeof own !== "string" || sameText(later, own)) return undefined;
  return `API version ${api.version} has a provider of its own, and it would create this resource in subscription ${later}. The component's azure-native provider uses ${own}. Configure the provider of ${packageName(api)} that you pass in \`providers\` for ${own}, or pass none. Versions of azure-native before https://github.com/pulumi/pulumi-azure-native/pull/4755 ignore its configuration: then set ARM_SUBSCRIPTION_ID to ${own}.`;
}
