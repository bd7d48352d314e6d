import type { RecoveryServicesBackupClient } from "@azure/arm-recoveryservicesbackup";
import { followJob, jobState, succeeded } from "../../src/live/backupNow";
import type { ItemPlace } from "../../src/live/item";

const place = { vaultName: "safe", resourceGroupName: "bank" } as ItemPlace;
const clientOf = (properties: object) =>
  ({ jobDetails: { get: async () => ({ properties }) } }) as unknown as RecoveryServicesBackupClient;

afterEach(() => jest.restoreAllMocks());

it("a job that never ends is an error after a day", async () => {
  let hours = 0;
  jest.spyOn(Date, "now").mockImplementation(() => 3_600_000 * 13 * hours++);
  const followed = followJob(clientOf({ status: "InProgress" }), place, "job-1", { pauseSeconds: 0 });
  await expect(followed).rejects.toThrow("job job-1 has not ended after 24 hours");
});

it.each([
  ["Completed", true],
  ["CompletedWithWarnings", true],
  ["Failed", false],
  ["Cancelled", false],
])("a job with status %s made a recovery point: %s", async (status, made) => {
  const state = await followJob(clientOf({ status }), place, "job-1", { pauseSeconds: 0 });
  expect(succeeded(state)).toBe(made);
});

it("Azure's reason has its code, title, text and recommendations", async () => {
  const errorDetails = [
    {
      ...{ errorCode: 400_136, errorTitle: "UserErrorVmNotFoundV2" },
      ...{ errorString: "Virtual machine doesn't exist.", recommendations: ["Select a different one."] },
    },
  ];
  const { errors } = await jobState(clientOf({ status: "Failed", errorDetails }), place, "job-1");
  expect(errors).toEqual([
    "400136: UserErrorVmNotFoundV2: Virtual machine doesn't exist. Azure recommends: Select a different one.",
  ]);
});
