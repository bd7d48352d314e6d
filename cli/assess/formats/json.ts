import { jsonOf } from "../../json";
import type { Format, Report } from "../report";

/** What `assess --format json` prints. */
export interface AssessReport extends Report {
  /** Of this format. It changes only if a field is removed or changes its meaning. */
  readonly version: 1;
}

/** The whole report, for other programs. */
export const json: Format = function* ({ subscriptions, ...report }) {
  const head: Omit<AssessReport, "subscriptions"> = { version: 1, ...report };
  yield `${jsonOf(head).slice(0, -1)},\n"subscriptions":[`;
  for (const [i, { vms, ...subscription }] of subscriptions.entries()) {
    yield `${i === 0 ? "" : ","}\n${jsonOf(subscription).slice(0, -1)},"vms":[`;
    for (const [n, vm] of vms.entries()) yield `${n === 0 ? "" : ","}\n${jsonOf(vm)}`;
    yield "]}";
  }
  yield "\n]}\n";
};
