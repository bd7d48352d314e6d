import { AzureError } from "../azureError";
import { childrenOf } from "../children";
import { normalizeRegion } from "../ids";
import { parseBlock } from "../ipv4";
import { equalIgnoringCase, isObject, type Json, listAt, textAt } from "../json";
import type { Service } from "../service";
import { isServiceTag } from "../serviceTags";
import { nicType } from "../types";
import { parentOf } from "./parent";

const ruleName = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/;
const priorities = { min: 100, max: 4096 };
const lastPort = 65_535;
const maxDescriptionLength = 140;
const choices: Record<string, string[]> = {
  access: ["Allow", "Deny"],
  direction: ["Inbound", "Outbound"],
  protocol: ["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"],
};

export const networkSecurityGroup: Service = {
  checkPut({ name, body }) {
    checkName(name);
    const rules = listAt(body, "securityRules").filter(isObject);
    for (const [i, rule] of rules.entries()) {
      const ruleName = textAt(rule.name) ?? "";
      checkRule(ruleName, rule);
      for (const other of rules.slice(0, i)) checkNoConflict(ruleName, rule, textAt(other.name) ?? "", other);
    }
  },

  storedProperties: ({ id, body }) => ({
    ...body,
    location: normalizeRegion(body.location),
    provisioningState: "Succeeded",
    defaultSecurityRules: defaultRules.map((rule) => ({
      ...rule,
      id: `${id}/defaultSecurityRules/${rule.name}`,
    })),
  }),

  computedProperties(resource, azure) {
    const ids = (type: string) => azure.store.referencing(resource.id, type).map(({ id }) => ({ id }));
    const [networkInterfaces, subnets] = [ids(nicType), ids("Microsoft.Network/virtualNetworks/subnets")];
    return {
      ...(networkInterfaces.length > 0 ? { networkInterfaces } : {}),
      ...(subnets.length > 0 ? { subnets } : {}),
    };
  },
};

export const securityRule: Service = {
  checkPut({ azure, id, name, body }) {
    checkRule(name, body);
    const group = parentOf(azure, id, "securityRules");
    for (const other of group ? childrenOf(azure, group.id, "network:SecurityRule") : []) {
      if (!equalIgnoringCase(other.id, id)) checkNoConflict(name, body, other.name, other.properties);
    }
  },

  storedProperties: ({ body }) => ({
    ...body,
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    provisioningState: "Succeeded",
  }),
};

function checkRule(name: string, rule: Json): void {
  checkName(name);
  for (const [key, allowed] of Object.entries(choices)) {
    if (allowed.some((choice) => equalIgnoringCase(choice, textAt(rule[key])))) continue;
    reject(
      "InvalidRequestFormat",
      `Security rule ${name}: ${key} is ${rule[key]}, not one of ${allowed.join(", ")}.`,
    );
  }
  const { priority } = rule;
  const { min, max } = priorities;
  if (typeof priority !== "number" || !Number.isInteger(priority) || priority < min || priority > max) {
    reject(
      "SecurityRuleInvalidPriority",
      `Security rule has invalid priority. Value provided: ${priority}. Allowed range ${min}-${max}.`,
    );
  }
  if ((textAt(rule.description) ?? "").length > maxDescriptionLength) {
    reject(
      "InvalidRequestFormat",
      `Security rule ${name}: the description is longer than ${maxDescriptionLength} characters.`,
    );
  }
  for (const port of sourceAndDestination(rule, "PortRange")) {
    if (isPortRange(port)) continue;
    reject(
      "SecurityRuleInvalidPortRange",
      `Security rule has invalid Port range. Value provided: ${port}. Value should be an integer OR integer range with '-' delimiter. Valid range 0-${lastPort}.`,
    );
  }
  for (const prefix of sourceAndDestination(rule, "AddressPrefix")) {
    if (isPrefix(prefix)) continue;
    reject(
      "SecurityRuleInvalidAddressPrefix",
      `Security rule has invalid Address prefix. Value provided: ${prefix}.`,
    );
  }
}

// The API's reference says that a priority is unique in a group. The service compares only rules of the same direction.
function checkNoConflict(name: string, rule: Json, otherName: string, other: Json): void {
  if (rule.priority !== other.priority || !equalIgnoringCase(textAt(rule.direction), textAt(other.direction)))
    return;
  reject(
    "SecurityRuleConflict",
    `Security rule ${name} conflicts with rule ${otherName}. Rules cannot have the same Priority and Direction.`,
  );
}

function checkName(name: string): void {
  if (!ruleName.test(name)) reject("InvalidResourceName", `Resource name ${name} is invalid.`);
}

/** All values of a property of the source and the destination: the single values and those of the lists. */
function sourceAndDestination(rule: Json, property: "PortRange" | "AddressPrefix"): unknown[] {
  const listProperty = property === "PortRange" ? "PortRanges" : "AddressPrefixes";
  return ["source", "destination"].flatMap((end) => {
    const single = rule[`${end}${property}`];
    return [...(single === undefined ? [] : [single]), ...listAt(rule, `${end}${listProperty}`)];
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

function reject(code: string, reason: string): never {
  throw new AzureError(400, code, reason);
}

const withinVirtualNetwork = ["AllowVnet", "VirtualNetwork", "VirtualNetwork", "Allow", 65_000];
const defaultRules = [
  {
    direction: "Inbound",
    rules: [withinVirtualNetwork, ["AllowAzureLoadBalancer", "AzureLoadBalancer", "*", "Allow", 65_001]],
  },
  {
    direction: "Outbound",
    rules: [withinVirtualNetwork, ["AllowInternet", "*", "Internet", "Allow", 65_001]],
  },
].flatMap(({ direction, rules }) =>
  [...rules, ["DenyAll", "*", "*", "Deny", 65_500]].map(([name, source, destination, access, priority]) => ({
    name: `${name}${direction === "Inbound" ? "InBound" : "OutBound"}`,
    type: "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
    direction,
    access,
    priority,
    protocol: "*",
    sourceAddressPrefix: source,
    destinationAddressPrefix: destination,
    sourcePortRange: "*",
    destinationPortRange: "*",
    provisioningState: "Succeeded",
  })),
);
