import * as pulumi from "@pulumi/pulumi";
import { RestoreDrillNetwork } from "../../src";
import { networkRefusals } from "../../src/drill/network";
import { closedRules } from "../../src/drill/networkArm";
import { hasMarker, placeRefusals } from "../../src/drill/place";
import { customs, register, resolvedValue } from "../support/mocks";

const required = { location: "West Europe", stagingAccountName: "bankdrillstaging" };
const budget = { amountPerMonth: 50, contactEmails: ["backup@example.com"] };

// biome-ignore lint/suspicious/noExplicitAny: the inputs of any type of resource.
type Inputs = Record<string, any>;

const inputsOf = async (args: object) => {
  const registered = await register(() => {
    new RestoreDrillNetwork("drills", { ...required, ...args });
  });
  const entries = customs(registered).map(({ type, inputs }) => [type.split(":").at(-1), inputs]);
  return Object.fromEntries(entries) as Partial<Record<string, Inputs>>;
};

describe("RestoreDrillNetwork", () => {
  it("creates a place that the safety checks of drill accept, and no public address", async () => {
    const { ResourceGroup, VirtualNetwork, NetworkSecurityGroup, StorageAccount } = await inputsOf({
      tags: { team: "backup" },
    });
    expect(ResourceGroup).toMatchObject({
      resourceGroupName: "drills",
      tags: { team: "backup", "azure-vm-backup-drill": "group" },
    });
    expect(VirtualNetwork).toMatchObject({
      ...{ resourceGroupName: "drills", addressSpace: { addressPrefixes: ["10.0.0.0/24"] } },
      subnets: [{ name: "drill", addressPrefix: "10.0.0.0/24", defaultOutboundAccess: false }],
    });
    expect(StorageAccount).toMatchObject({
      ...{ kind: "StorageV2", sku: { name: "Standard_LRS" }, allowBlobPublicAccess: false },
      ...{ enableHttpsTrafficOnly: true, minimumTlsVersion: "TLS1_2" },
    });
    const groupId = "/subscriptions/0/resourceGroups/drills";
    const id = `${groupId}/providers/Microsoft.Network/virtualNetworks/drill-network`;
    const { name, ...properties } = VirtualNetwork?.subnets[0] ?? {};
    const subnet = { id: `${id}/subnets/${name}`, name, properties };
    const rules = NetworkSecurityGroup?.securityRules as { name: string }[];
    const place = {
      ...{ groupId, resources: [], stagingId: "staging", staging: {}, sourceIds: [] },
      group: ResourceGroup as object,
    };
    expect(hasMarker(place.group)).toBe(true);
    expect(placeRefusals(place)).toEqual([]);
    const network = {
      ...{ subnetId: subnet.id, network: { id, location: "westeurope", properties: { subnets: [subnet] } } },
      securityGroup: {
        id: "group",
        properties: {
          securityRules: rules.map(({ name: rule, ...fields }) => ({ name: rule, properties: fields })),
        },
      },
      ...{ targetGroupId: groupId, sourceNetworkIds: [], regions: ["westeurope"], allowAzureCloud: false },
    };
    expect(networkRefusals(network)).toEqual([]);
  });

  it("denies traffic in both directions, and lets only AzureCloud out if it is asked to", async () => {
    const { NetworkSecurityGroup } = await inputsOf({ allowAzureCloud: pulumi.output(true) });
    expect(NetworkSecurityGroup?.securityRules).toEqual(closedRules(true));
    const text = (allow: boolean) =>
      closedRules(allow).map(
        ({ direction, access, protocol, destinationAddressPrefix, destinationPortRange }) =>
          `${direction} ${access} ${protocol} ${destinationAddressPrefix} ${destinationPortRange}`,
      );
    expect(text(false)).toEqual(["Outbound Deny * * *", "Inbound Deny * * *"]);
    expect(text(true)).toEqual(["Outbound Allow Tcp AzureCloud 443", ...text(false)]);
  });

  it("has a role for its group only, without wildcards, and no budget unless one is given", async () => {
    const { RoleDefinition, Budget } = await inputsOf({});
    expect(Budget).toBeUndefined();
    expect(RoleDefinition).toMatchObject({ scope: "/id/of/drills", assignableScopes: ["/id/of/drills"] });
    const actions: string[] = RoleDefinition?.permissions[0].actions ?? [];
    expect(new Set(actions).size).toBe(actions.length);
    expect(
      actions.filter((action) => !/^Microsoft(\.\w+)(\/\w+)+\/(read|write|delete|action)$/.test(action)),
    ).toEqual([]);
    expect(
      actions.filter((action) =>
        /roleAssignments|listKeys|virtualNetworks\/write|SecurityGroups\/write/.test(action),
      ),
    ).toEqual([]);
  });

  it("has a budget that starts on the first day of a month and sends emails", async () => {
    const { Budget } = await inputsOf({
      budget: {
        amountPerMonth: pulumi.output(budget.amountPerMonth),
        contactEmails: pulumi.output(budget.contactEmails),
      },
    });
    expect(Budget).toMatchObject({
      ...{ amount: 50, category: "Cost", timeGrain: "Monthly", scope: "/id/of/drills" },
      timePeriod: { startDate: expect.stringMatching(/^\d{4}-\d\d-01T00:00:00Z$/) },
      notifications: { "actual-80-percent": { threshold: 80, contactEmails: budget.contactEmails } },
    });
  });

  it("returns the options of drill", async () => {
    let place: RestoreDrillNetwork | undefined;
    await register(() => {
      place = new RestoreDrillNetwork("drills", { ...required, resourceGroupName: "tests" });
    });
    expect(await resolvedValue((place as RestoreDrillNetwork).drillOptions)).toBe(
      "--target-group /id/of/drills --subnet /id/of/drills/subnets/drill --staging /id/of/drills",
    );
  });

  it.each<[string, object, string[]]>([
    ["region", { location: "westeuorpe" }, ['location is "westeuorpe"']],
    ["account", { stagingAccountName: "Bank-Staging" }, ["3 to 24 characters, lowercase letters and digits"]],
    ["account's length", { stagingAccountName: "a".repeat(25) }, ["3 to 24 characters"]],
    ["group", { resourceGroupName: "drills." }, ["no dot at the end"]],
    ["block", { addressPrefix: "10.0.0.0/30" }, ["an IPv4 block of /8 to /29"]],
    ["address in the block", { addressPrefix: "10.0.0.300/24" }, ["an IPv4 block of /8 to /29"]],
    ["tag", { tags: { "Azure-VM-Backup-Drill": "x" } }, ["the component sets this one itself"]],
    [
      "budget",
      { budget: { amountPerMonth: 0, contactEmails: [] } },
      ["budget.amountPerMonth is 0", "at least one email address is required"],
    ],
    ["email", { budget: { ...budget, contactEmails: ["backup at example"] } }, ["budget.contactEmails[0]"]],
  ])("refuses a wrong %s before anything is registered", async (_, args, messages) => {
    let text = "";
    const registered = await register(() => {
      try {
        new RestoreDrillNetwork("drills", { ...required, ...args });
      } catch (error) {
        text = (error as Error).message.replaceAll(/\s+/g, " ");
      }
    });
    for (const message of messages) expect(text).toContain(message);
    expect(registered).toEqual([]);
  });
});
