import * as pulumi from "@pulumi/pulumi";
import { resolveDeferred } from "../../../src/component/deferred";
import { recordVms } from "../../../src/protection/component/recordedVms";
import { readRecordedVms } from "../../../src/protection/component/vmPlaces";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const group = "/subscriptions/1-2/resourceGroups/bank";
const vmId = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const stopped = { protectionState: "ProtectionStopped", previousKey: "web", disks: { include: [0] } };

describe("a recorded VM", () => {
  it.each<[string, unknown, unknown]>([
    ["an id", { vmId: vmId("Web") }, "bank/web"],
    ["names", { vmId: vmId("x"), vmName: "web", resourceGroupName: "Bank" }, "bank/web"],
    [
      "names and a deferred id",
      { vmId: pulumi.output("x"), vmName: "web", resourceGroupName: "bank" },
      "bank/web",
    ],
    ["a deferred group", { vmId: "x", vmName: "web", resourceGroupName: pulumi.output("bank") }, "bank/web"],
    ["a deferred entry", pulumi.output({ vmId: vmId("web") }), "bank/web"],
    ["choices without a value", { vmId: vmId("web"), disks: null, protectionState: undefined }, "bank/web"],
    ["choices", { vmId: vmId("web"), ...stopped }, { place: "bank/web", ...stopped }],
    ["deferred choices", pulumi.output({ vmId: vmId("web"), ...stopped }), { place: "bank/web", ...stopped }],
    ["an id that is not a VM's", { vmId: "web" }, ""],
  ])("%s", async (_, vm, expected) => {
    const recorded = await resolveDeferred(recordVms({ key: vm }));
    expect(recorded.value).toEqual({ key: expected });
  });

  it("is read as it was recorded, and an unknown place is left out", () => {
    const recorded = {
      a: "bank/web",
      b: { place: "bank/api", ...stopped },
      c: "",
      d: null,
      e: secret,
      f: { place: secret },
    };
    expect(readRecordedVms(recorded)).toEqual({
      ...{ a: { place: "bank/web" }, b: { place: "bank/api", ...stopped } },
      ...{ c: {}, d: {}, e: secret, f: {} },
    });
    expect(readRecordedVms(undefined)).toEqual({});
  });
});
