import { type Inputs, includes, isAsDeclared, undeclaredPaths } from "../../cli/repair/importedResource";

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
])("%j includes %j: %s", (actual, declared, expected) => expect(includes(actual, declared)).toBe(expected));

describe("whether an imported resource is as the program declares it", () => {
  const item = (properties: object) => ({
    ...{ urn: "", type: "azure-native:recoveryservices:ProtectedItem" },
    ...{
      inputs: { properties: { sourceResourceId: "vm", ...properties } },
      outputs: { properties: { sourceResourceId: "vm", policyId: "p", ...properties } },
    },
  });
  const declaredItem = { properties: { sourceResourceId: "vm", policyId: "p" } };
  it.each<[string, object, object, boolean]>([
    ["a protected item", { protectionState: "Protected", policyName: "nightly" }, declaredItem, true],
    [
      "a stopped item that the program declares as protected",
      { protectionState: "ProtectionStopped" },
      declaredItem,
      false,
    ],
    [
      "a stopped item that the program declares as stopped",
      { protectionState: "ProtectionStopped" },
      { properties: { ...declaredItem.properties, protectionState: "ProtectionStopped" } },
      true,
    ],
    [
      "a soft-deleted item",
      { protectionState: "ProtectionStopped", isScheduledForDeferredDelete: true },
      { properties: { ...declaredItem.properties, protectionState: "ProtectionStopped" } },
      false,
    ],
    [
      "a request of a resource guard, which Azure does not answer",
      {},
      { properties: { ...declaredItem.properties, resourceGuardOperationRequests: ["/request"] } },
      true,
    ],
    [
      "excluded disks that the program does not declare",
      { extendedProperties: { diskExclusionProperties: { diskLunList: [1] } } },
      declaredItem,
      false,
    ],
  ])("%s", (_, properties, declared, expected) =>
    expect(isAsDeclared(item(properties), declared as Inputs)).toBe(expected),
  );

  it("a policy with a retention that the program does not declare differs", () => {
    const state = (retention: object) => ({
      ...{ urn: "", type: "azure-native:recoveryservices:ProtectionPolicy" },
      ...{
        inputs: { properties: { retentionPolicy: retention, protectedItemsCount: 3 } },
        outputs: { properties: { retentionPolicy: retention } },
      },
    });
    const [daily, weekly] = [{ dailySchedule: { count: 30 } }, { weeklySchedule: { count: 12 } }];
    const declared = { properties: { retentionPolicy: daily } };
    expect([
      isAsDeclared(state(daily), declared),
      isAsDeclared(state({ ...daily, ...weekly }), declared),
    ]).toEqual([true, false]);
  });

  it("a Standard policy is as declared if Azure answers it without policyType, an Enhanced one is not", () => {
    const state = (policyType?: string) => ({
      ...{ urn: "", type: "azure-native:recoveryservices:ProtectionPolicy", inputs: {} },
      outputs: { properties: { timeZone: "UTC", ...(policyType && { policyType }) } },
    });
    const declared = (policyType: string) => ({ properties: { timeZone: "UTC", policyType } });
    expect([
      isAsDeclared(state(), declared("V1")),
      isAsDeclared(state("V1"), declared("V1")),
      isAsDeclared(state(), declared("V2")),
      isAsDeclared(state("V2"), declared("V1")),
    ]).toEqual([true, true, false, false]);
  });

  it("a vault with tags that the program does not declare differs", () => {
    const vault = {
      urn: "",
      type: "azure-native:recoveryservices:Vault",
      inputs: { sku: { name: "RS0", tier: "Standard" }, tags: { owner: "bank" } },
      outputs: { sku: { name: "RS0" } },
    };
    expect(isAsDeclared(vault, { sku: { name: "RS0" } })).toBe(false);
    expect(
      isAsDeclared(
        { ...vault, inputs: { sku: { name: "RS0", tier: "Standard" } } },
        { sku: { name: "RS0" } },
      ),
    ).toBe(true);
  });

  it("a vault's SKU is the same under both of its names", () => {
    const vault = (name: string) => ({
      ...{ urn: "", type: "azure-native:recoveryservices:Vault" },
      ...{ inputs: { sku: { name } }, outputs: { sku: { name } } },
    });
    const declared = { sku: { name: "RS0", tier: "Standard" } };
    expect(["Standard", "RS0", "RS1"].map((name) => isAsDeclared(vault(name), declared))).toEqual([
      ...[true, true, false],
    ]);
  });

  it("a location is compared only if Azure returns one", () => {
    const state = (location?: string) => ({
      ...item({}),
      outputs: { ...item({}).outputs, ...(location && { location }) },
    });
    const located = { ...declaredItem, location: "westeurope" };
    expect(
      [undefined, "westeurope", "northeurope"].map((location) => isAsDeclared(state(location), located)),
    ).toEqual([true, true, false]);
    const other = { ...item({}), inputs: { ...item({}).inputs, zone: "1" } };
    expect([
      isAsDeclared({ ...item({}) }, { ...declaredItem, zone: "1" }),
      isAsDeclared(other, { ...declaredItem, zone: "1" }),
    ]).toEqual([false, true]);
  });

  it("a resource of another type is never as declared", () =>
    expect(isAsDeclared({ ...item({}), type: "azure-native:compute:Disk" }, declaredItem)).toBe(false));

  it.each([undefined, ""])(
    "an item with another policy differs, except a stopped item with policyId %j",
    (policyId) => {
      const without = (protectionState: string) => ({
        ...item({ protectionState }),
        outputs: {
          properties: { sourceResourceId: "vm", protectionState, ...(policyId === "" && { policyId }) },
        },
      });
      const declaredWith = (protectionState: string) => ({
        properties: { ...declaredItem.properties, protectionState },
      });
      expect(isAsDeclared(without("ProtectionStopped"), declaredWith("ProtectionStopped"))).toBe(true);
      expect(isAsDeclared(without("Protected"), declaredItem)).toBe(false);
      const another = {
        properties: { ...declaredItem.properties, policyId: "q", protectionState: "ProtectionStopped" },
      };
      expect(isAsDeclared(item({ protectionState: "ProtectionStopped" }), another)).toBe(false);
    },
  );

  it("an item in another protection state than the declared one differs", () =>
    expect(
      isAsDeclared(item({ protectionState: "BackupsSuspended" }), {
        properties: { ...declaredItem.properties, protectionState: "ProtectionStopped" },
      }),
    ).toBe(false));

  it("finds the paths that are not declared", () =>
    expect(undeclaredPaths({ a: { b: 1, c: [{ d: 1 }] }, e: 2 }, { a: { b: 1 } })).toEqual(["a.c.0.d", "e"]));
});
