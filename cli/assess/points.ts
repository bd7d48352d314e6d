import type { AssessedVm } from "../../src/assess/assessment";
import { newestPoint } from "../../src/drill/newestPoint";
import type { Arm } from "../../src/live/arm";
import { recoveryPointsOf } from "../../src/live/restore";
import type { NewestPoint } from "../../src/protection/points";
import { oneLine } from "../failure";
import { inParallel } from "../inParallel";
import type { Report } from "./report";

/** Lists that are read at the same time. Azure throttles a subscription that asks for more. */
const maxRequests = 8;

/** A report with the newest healthy recovery point of each protected VM: one list for each item. What cannot be read is unknown. */
export async function withPoints(report: Report, arm: Arm): Promise<Report> {
  const vms = report.subscriptions.flatMap((subscription) => subscription.vms);
  const isProtected = vms.filter(({ protection }) => protection !== undefined);
  const points = new Map<AssessedVm, NewestPoint>();
  await inParallel(isProtected, maxRequests, async (vm) => {
    points.set(vm, await newestOf(arm, vm.protection?.itemId ?? ""));
  });
  const subscriptions = report.subscriptions.map((subscription) => ({
    ...subscription,
    vms: subscription.vms.map((vm) => {
      const found = points.get(vm);
      return found === undefined ? vm : { ...vm, newestPoint: found };
    }),
  }));
  return { ...report, subscriptions };
}

async function newestOf(arm: Arm, itemId: string): Promise<NewestPoint> {
  try {
    return newestPoint(await recoveryPointsOf(arm, itemId), Date.now());
  } catch (error) {
    return { state: "unknown", why: `its recovery points could not be read: ${oneLine(error)}` };
  }
}
