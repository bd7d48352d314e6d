import { beyond, has, type Inputs, isAsAsked } from "../../cli/repair/asAsked";

it.each<[unknown, unknown, boolean]>([
  [{ a: 1, b: 2 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: 1 }, { a: 2 }, false],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }, true],
  [{}, { a: undefined }, true],
  [[], {}, false],
  ["x", "X", false],
  [undefined, { a: [1] }, false],
  [{ a: {} }, { a: [] }, false],
  [null, { a: 1 }, false],
  [{}, { tieringPolicy: { ArchivedRP: { tieringMode: "DoNotTier", duration: 0 } } }, true],
  [{}, { tieringPolicy: { ArchivedRP: { tieringMode: "TierRecommended" } } }, false],
  ["2020-01-01T22:30:00Z", "2019-11-07T22:30:00Z", true],
  ["2020-01-01T22:30:00Z", "2020-01-01T23:30:00Z", false],
])("%j has %j: %s", (given, asked, is) => expect(has(given, asked)).toBe(is));

describe("what an import may leave to Azure", () => {
  const item = (properties: object) => ({
    ...{ urn: "", type: "azure-native:recoveryservices:ProtectedItem" },
    ...{
      inputs: { properties: { sourceResourceId: "vm", ...properties } },
      outputs: { properties: { sourceResourceId: "vm", policyId: "p", ...properties } },
    },
  });
  const asked = { properties: { sourceResourceId: "vm", policyId: "p" } };
  it.each<[string, object, object, boolean]>([
    ["a protected item", { protectionState: "Protected", policyName: "nightly" }, asked, true],
    ["a stopped item that is to be protected", { protectionState: "ProtectionStopped" }, asked, false],
    [
      "a stopped item that is to be stopped",
      { protectionState: "ProtectionStopped" },
      { properties: { ...asked.properties, protectionState: "ProtectionStopped" } },
      true,
    ],
    [
      "a soft-deleted item",
      { protectionState: "ProtectionStopped", isScheduledForDeferredDelete: true },
      { properties: { ...asked.properties, protectionState: "ProtectionStopped" } },
      false,
    ],
    [
      "disks that nobody asked to leave out",
      { extendedProperties: { diskExclusionProperties: { diskLunList: [1] } } },
      asked,
      false,
    ],
  ])("%s", (_, properties, wanted, is) => expect(isAsAsked(item(properties), wanted as Inputs)).toBe(is));

  it("a policy that keeps longer than asked is another one", () => {
    const state = (retention: object) => ({
      ...{ urn: "", type: "azure-native:recoveryservices:ProtectionPolicy" },
      ...{
        inputs: { properties: { retentionPolicy: retention, protectedItemsCount: 3 } },
        outputs: { properties: { retentionPolicy: retention } },
      },
    });
    const [daily, weekly] = [{ dailySchedule: { count: 30 } }, { weeklySchedule: { count: 12 } }];
    const asks = { properties: { retentionPolicy: daily } };
    expect([isAsAsked(state(daily), asks), isAsAsked(state({ ...daily, ...weekly }), asks)]).toEqual([
      true,
      false,
    ]);
  });

  it("a vault's tags are the program's", () => {
    const vault = {
      urn: "",
      type: "azure-native:recoveryservices:Vault",
      inputs: { sku: { name: "RS0", tier: "Standard" }, tags: { owner: "bank" } },
      outputs: { sku: { name: "RS0" } },
    };
    expect(isAsAsked(vault, { sku: { name: "RS0" } })).toBe(false);
    expect(
      isAsAsked({ ...vault, inputs: { sku: { name: "RS0", tier: "Standard" } } }, { sku: { name: "RS0" } }),
    ).toBe(true);
  });

  it("a location counts where Azure answers one", () => {
    const state = (location?: string) => ({
      ...item({}),
      outputs: { ...item({}).outputs, ...(location && { location }) },
    });
    const located = { ...asked, location: "westeurope" };
    expect(
      [undefined, "westeurope", "northeurope"].map((location) => isAsAsked(state(location), located)),
    ).toEqual([true, true, false]);
    const other = { ...item({}), inputs: { ...item({}).inputs, zone: "1" } };
    expect([
      isAsAsked({ ...item({}) }, { ...asked, zone: "1" }),
      isAsAsked(other, { ...asked, zone: "1" }),
    ]).toEqual([false, true]);
  });

  it("a type of which nothing is known is left alone", () =>
    expect(isAsAsked({ ...item({}), type: "azure-native:compute:Disk" }, asked)).toBe(false));

  it("another policy is another one, but of a stopped item that Azure answers without", () => {
    const without = (protectionState: string) => ({
      ...item({ protectionState }),
      outputs: { properties: { sourceResourceId: "vm", protectionState } },
    });
    const wanted = (protectionState: string) => ({ properties: { ...asked.properties, protectionState } });
    expect(isAsAsked(without("ProtectionStopped"), wanted("ProtectionStopped"))).toBe(true);
    expect(isAsAsked(without("Protected"), asked)).toBe(false);
    const another = {
      properties: { ...asked.properties, policyId: "q", protectionState: "ProtectionStopped" },
    };
    expect(isAsAsked(item({ protectionState: "ProtectionStopped" }), another)).toBe(false);
  });

  it("a state that nobody asked to change is no reason", () =>
    expect(
      isAsAsked(item({ protectionState: "BackupsSuspended" }), {
        properties: { ...asked.properties, protectionState: "ProtectionStopped" },
      }),
    ).toBe(false));

  it("paths of what is beyond", () =>
    expect(beyond({ a: { b: 1, c: [{ d: 1 }] }, e: 2 }, { a: { b: 1 } })).toEqual(["a.c.0.d", "e"]));
});
