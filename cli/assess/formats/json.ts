import type { Format } from "../report";

/** The whole report, for other programs. */
export const json: Format = function* ({ subscriptions, ...report }) {
  yield `${JSON.stringify({ version: 1, ...report }).slice(0, -1)},\n"subscriptions":[`;
  for (const [i, { vms, ...subscription }] of subscriptions.entries()) {
    yield `${i === 0 ? "" : ","}\n${JSON.stringify(subscription).slice(0, -1)},"vms":[`;
    for (const [n, vm] of vms.entries()) yield `${n === 0 ? "" : ","}\n${JSON.stringify(vm)}`;
    yield "]}";
  }
  yield "\n]}\n";
};
