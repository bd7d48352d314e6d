import { childrenOf } from "../children";
import { region } from "../ids";
import { parseBlock } from "../ipv4";
import { isObject, type Json, list, sameText, text } from "../json";
import { Refusal } from "../refusal";
import type { Service } from "../service";
import { isServiceTag } from "../serviceTags";
import { nicType } from "../types";
import { parentOf } from "./parent";

const ruleName = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/;
const priority = { least: 100, most: 4096 };
const lastPort = 65_535;
const longestDescription = 140;
const choices: Record<string, string[]> = {
  access: ["Allow", "Deny"],
  direction: ["Inbound", "Outbound"],
  protocol: ["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"],
};

export const networkSecurityGroup: Service = {
  check({ name, body }) {
    checkName(name);
    const rules = list(body, "securityRules").filter(isObject);
    for (const [i, rule] of rules.entries()) {
      const ruleName = text(rule.name) ?? "";
      checkRule(ruleName, rule);
      for (const other of rules.slice(0, i)) checkApart(ruleName, rule, text(other.name) ?? "", other);
    }
  },

  shape: ({ id, body }) => ({
    ...body,
    location: region(body.location),
    provisioningState: "Succeeded",
    defaultSecurityRules: defaultRules.map((rule) => ({
      ...rule,
      id: `${id}/defaultSecurityRules/${rule.name}`,
    })),
  }),

  get(resource, azure) {
    const ids = (type: string) => azure.store.users(resource.id, type).map((user) => ({ id: user.id }));
    const [networkInterfaces, subnets] = [ids(nicType), ids("Microsoft.Network/virtualNetworks/subnets")];
    return {
      ...(networkInterfaces.length > 0 ? { networkInterfaces } : {}),
      ...(subnets.length > 0 ? { subnets } : {}),
    };
  },
};

export const securityRule: Service = {
  check({ azure, id, name, body }) {
    checkRule(name, body);
    const group = parentOf(azure, id, "securityRules");
    for (const other of group ? childrenOf(azure, group, "network:SecurityRule") : []) {
      if (!sameText(other.id, id)) checkApart(name, body, other.name, other.properties);
    }
  },

  shape: ({ body }) => ({
    ...body,
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    provisioningState: "Succeeded",
  }),
};

function checkRule(name: string, rule: Json): void {
  checkName(name);
  for (const [key, allowed] of Object.entries(choices)) {
    if (allowed.some((choice) => sameText(choice, text(rule[key])))) continue;
    refuse(
      "InvalidRequestFormat",
      `Security rule ${name}: ${key} is ${rule[key]}, not one of ${allowed.join(", ")}.`,
    );
  }
  const rank = rule.priority;
  if (typeof rank !== "number" || !Number.isInteger(rank) || rank < priority.least || rank > priority.most) {
    refuse(
      "SecurityRuleInvalidPriority",
      `Security rule has invalid priority. Value provided: ${rank}. Allowed range ${priority.least}-${priority.most}.`,
    );
  }
  if ((text(rule.description) ?? "").length > longestDescription) {
    refuse(
      "InvalidRequestFormat",
      `Security rule ${name}: the description is longer than ${longestDescription} letters.`,
    );
  }
  for (const port of both(rule, "PortRange")) {
    if (isPortRange(port)) continue;
    refuse(
      "SecurityRuleInvalidPortRange",
      `Security rule has invalid Port range. Value provided: ${port}. Value should be an integer OR integer range with '-' delimiter. Valid range 0-${lastPort}.`,
    );
  }
  for (const prefix of both(rule, "AddressPrefix")) {
    if (isPrefix(prefix)) continue;
    refuse(
      "SecurityRuleInvalidAddressPrefix",
      `Security rule has invalid Address prefix. Value provided: ${prefix}.`,
    );
  }
}

// The API's reference says a priority is unique among the rules of a group; the service compares within a direction.
function checkApart(name: string, rule: Json, otherName: string, other: Json): void {
  if (rule.priority !== other.priority || !sameText(text(rule.direction), text(other.direction))) return;
  refuse(
    "SecurityRuleConflict",
    `Security rule ${name} conflicts with rule ${otherName}. Rules cannot have the same Priority and Direction.`,
  );
}

function checkName(name: string): void {
  if (!ruleName.test(name)) refuse("InvalidResourceName", `Resource name ${name} is invalid.`);
}

/** Source and destination, the single value and the list. */
function both(rule: Json, what: "PortRange" | "AddressPrefix"): unknown[] {
  const lists = what === "PortRange" ? "PortRanges" : "AddressPrefixes";
  return ["source", "destination"].flatMap((end) => {
    const one = rule[`${end}${what}`];
    return [...(one === undefined ? [] : [one]), ...list(rule, `${end}${lists}`)];
  });
}

function isPortRange(port: unknown): boolean {
  if (port === "*") return true;
  const [first, last = first, ...more] = String(port)
    .split("-")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  return more.length === 0 && first !== undefined && last !== undefined && first <= last && last <= lastPort;
}

function isPrefix(prefix: unknown): boolean {
  if (typeof prefix !== "string") return false;
  const isIpv6 = /^[0-9a-f:]+(\/\d{1,3})?$/i.test(prefix) && prefix.includes(":");
  return prefix === "*" || isIpv6 || parseBlock(prefix) !== undefined || isServiceTag(prefix);
}

function refuse(code: string, reason: string): never {
  throw new Refusal(400, code, reason);
}

const inVirtualNetwork = ["AllowVnet", "VirtualNetwork", "VirtualNetwork", "Allow", 65_000];
const defaultRules = [
  {
    direction: "Inbound",
    rules: [inVirtualNetwork, ["AllowAzureLoadBalancer", "AzureLoadBalancer", "*", "Allow", 65_001]],
  },
  { direction: "Outbound", rules: [inVirtualNetwork, ["AllowInternet", "*", "Internet", "Allow", 65_001]] },
].flatMap(({ direction, rules }) =>
  [...rules, ["DenyAll", "*", "*", "Deny", 65_500]].map(([name, source, destination, access, rank]) => ({
    name: `${name}${direction === "Inbound" ? "InBound" : "OutBound"}`,
    type: "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
    direction,
    access,
    priority: rank,
    protocol: "*",
    sourceAddressPrefix: source,
    destinationAddressPrefix: destination,
    sourcePortRange: "*",
    destinationPortRange: "*",
    provisioningState: "Succeeded",
  })),
);
