import { type EgressPath, evaluateEgress } from "../src/network/egress/evaluate";
import type { SecurityRule } from "../src/network/securityRule/arm";
import { compareMilliseconds, ratio } from "./report";
import { inTurns } from "./turns";

const rulesPerGroup = 50;
const destinations = [
  { tag: "Storage.WestEurope", port: 8443 },
  { tag: "AzureBackup", port: 443 },
  { tag: "Storage.WestEurope", port: 443 },
  { tag: "AzureActiveDirectory", port: 443 },
];

/** Groups of 50 rules, each read for the first time and evaluated for all that Azure Backup must reach, against a copy of the groups. */
export async function benchEgress(): Promise<void> {
  evaluated(100);
  const few = evaluated(100);
  const milliseconds = await inTurns(
    3,
    () => evaluated(1000),
    () => copied(1000),
  );
  compareMilliseconds("Evaluating 1,000 security groups of 50 rules / a copy of them", milliseconds, 10);
  ratio("Evaluating 1,000 security groups to ten times 100", milliseconds.ours / (few * 10), 1.5);
}

const pathsThrough = (groups: number) => Array.from({ length: groups }, (_, i) => pathThrough(i));

/** Milliseconds to evaluate so many groups. */
function evaluated(groups: number): number {
  const paths = pathsThrough(groups);
  const start = performance.now();
  for (const path of paths) for (const destination of destinations) evaluateEgress(path, destination);
  return performance.now() - start;
}

/** Milliseconds to copy so many groups. */
function copied(groups: number): number {
  const paths = pathsThrough(groups);
  const start = performance.now();
  for (const path of paths) structuredClone(path);
  return performance.now() - start;
}

/** A VM behind a group of its own: rules of every kind before the one that decides. */
function pathThrough(group: number): EgressPath {
  const rules = Array.from({ length: rulesPerGroup - 1 }, (_, i) => ruleAt(group, i));
  const denyAll = { ...ruleAt(group, 0), name: "deny-all", priority: 4000, access: "Deny", protocol: "*" };
  const last = { ...denyAll, destinationAddressPrefix: "*", destinationPortRange: "*" };
  return {
    vm: {
      name: `vm-${group}`,
      address: `10.${group % 250}.0.4`,
      subnetGroup: { name: `group-${group}`, rules: [...rules, last] },
    },
  };
}

function ruleAt(group: number, i: number): SecurityRule {
  const base = {
    name: `rule-${i}`,
    priority: 100 + i,
    direction: i % 3 === 0 ? "Inbound" : "Outbound",
    access: i % 2 === 0 ? "Allow" : "Deny",
    protocol: "Tcp",
    sourceAddressPrefix: i % 4 === 0 ? `10.${i}.0.0/16` : "VirtualNetwork",
    sourcePortRange: "*",
    destinationPortRange: String(1000 + i),
  };
  if (i % 5 === 0)
    return { ...base, destinationAddressPrefixes: [`10.${i}.0.0/16`, `192.168.${group % 250}.0/24`] };
  if (i % 5 === 1)
    return { ...base, destinationAddressPrefix: `20.${i}.0.0/16`, destinationPortRange: "443" };
  return { ...base, destinationAddressPrefix: i % 2 === 0 ? "Sql.WestEurope" : "AzureMonitor" };
}
