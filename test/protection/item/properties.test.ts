import { diskProperties, stateProperty } from "../../../src/protection/item/properties";

it.each<[object | undefined, object | undefined]>([
  [undefined, undefined],
  [{}, undefined],
  [{ include: [] }, { diskExclusionProperties: { diskLunList: [], isInclusionList: true } }],
  [{ exclude: [] }, { diskExclusionProperties: { diskLunList: [], isInclusionList: false } }],
  [{ exclude: [2] }, { diskExclusionProperties: { diskLunList: [2], isInclusionList: false } }],
])("disks %j are sent as %j", (disks, sent) => expect(diskProperties(disks)).toEqual(sent));

it("only the states that Azure does not set itself are sent", () => {
  const sent = ["Protected", "ProtectionStopped", "BackupsSuspended", undefined].map(stateProperty);
  expect(sent).toEqual([undefined, "ProtectionStopped", "BackupsSuspended", undefined]);
});
