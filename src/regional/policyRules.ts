import type { BackupPolicy } from "../backupPolicy/arm";
import { vmBackupPolicyRules } from "../backupPolicy/rules";
import { at } from "../core/finding";
import { formatValue } from "../core/format";
import { cite } from "../core/limits";
import { pages } from "../core/pages";
import {
  all,
  attempt,
  forEachEntry,
  invalidValue,
  judge,
  missing,
  noFindings,
  note,
  unknownName,
  type Verdict,
  within,
} from "../core/rule";
import { keysWithValue, nearestNames, textOf } from "../core/values";
import { vmsPerPolicy } from "../protection/facts";
import {
  laterTime,
  maxSpreadPolicies,
  policyNameOf,
  spreadPolicyNames,
  spreadPolicyOf,
  tagOf,
  vaultKeyOf,
  vaultKeysOf,
} from "./placement";
import { policyChoiceOf, type RegionalRule } from "./settings";
import { isWholeNumberUpTo } from "./wholeNumber";

/** There is a policy, and each one is valid. A policy's name is its key. */
export const policiesAreValid: RegionalRule = ({ policies }, words) => {
  if (keysWithValue(policies).length === 0) {
    return missing({
      path: "policies",
      message: "At least one backup policy is required",
      fix: "add one under its name, e.g. policies: { nightly: presets.dailyForAMonth }",
      ...pages.prepare,
    });
  }
  return forEachEntry(policies, (policy, policyName) =>
    typeof policy === "object"
      ? within(
          at("policies", policyName),
          judge(vmBackupPolicyRules, withPolicyName(policy, policyName), words),
        )
      : noFindings,
  );
};

/** A policy with its name. Reads no field, so that none has to be known. */
const withPolicyName = (policy: BackupPolicy, policyName: string): BackupPolicy =>
  Object.create(policy, { policyName: { value: policyName, enumerable: true } });

/** `spread` names policies, and their numbered copies have free names and run on the same day. */
export const spreadIsValid: RegionalRule = ({ spread, policies }) => {
  const names = keysWithValue(policies);
  return forEachEntry(spread, (policySpread, policy) => {
    const path = at("spread", policy);
    if (!names.includes(policy)) return unknownPolicy(policy, path, names, "spread");
    const count = policySpread?.policies;
    const taken = spreadPolicyNames(policy, policySpread ?? {})
      .slice(1)
      .find((name) => names.includes(name));
    return all([
      isWholeNumberUpTo(maxSpreadPolicies, `${path}.policies`, count, "policies"),
      taken === undefined
        ? noFindings
        : invalidValue({
            path,
            actual: policySpread,
            requires: `that no policy is named ${taken}, but ${at("policies", taken)} exists`,
            fix: `rename ${at("policies", taken)}`,
            ...pages.prepare,
          }),
      attempt(() =>
        isWithinDay(`${path}.minutesApart`, policySpread?.minutesApart, count ?? 1, policies?.[policy]),
      ),
    ]);
  });
};

/** The policies of a spread run on the half hour, and the last one on the day of the first. */
function isWithinDay(
  path: string,
  minutesApart: unknown,
  count: number,
  policy: BackupPolicy | undefined,
): Verdict {
  if (minutesApart === undefined) return noFindings;
  const { daily, weekly, hourly } = policy?.schedule ?? {};
  const start = textOf(daily?.time ?? weekly?.time ?? hourly?.startTime);
  const minutes = Number(minutesApart);
  const isHalfHours = typeof minutesApart === "number" && minutes >= 0 && minutes % 30 === 0;
  const lastIsOnSameDay = (apart: number) =>
    start === "" || laterTime(start, (count - 1) * apart) !== undefined;
  if (isHalfHours && lastIsOnSameDay(minutes)) return noFindings;
  const halfHours = Array.from({ length: 48 }, (_, i) => i * 30);
  const longest = halfHours.filter(lastIsOnSameDay).pop() ?? 0;
  const value = Math.min(longest, Math.max(0, Math.round(minutes / 30) * 30 || 0));
  const first = start === "" ? "" : ` (the first starts at ${start})`;
  return invalidValue({
    path,
    actual: minutesApart,
    accepted: `0 or a multiple of 30 with which all ${count} policies start on the same day${first}`,
    by: "this argument",
    fix: { text: `set it to ${value}`, value },
    ...pages.enhancedPolicy,
  });
}

/** Each VM has a policy, and it exists. */
export const vmsHavePolicies: RegionalRule = (settings) => {
  const { policies, defaultPolicy, policyTag, vms } = settings;
  const names = keysWithValue(policies);
  if (names.length === 0) return noFindings;
  if (defaultPolicy !== undefined && !names.includes(defaultPolicy))
    return unknownPolicy(defaultPolicy, "defaultPolicy", names);
  return forEachEntry(vms, (vm, key) => {
    const name = policyNameOf(vm ?? {}, policyChoiceOf(settings, names));
    if (name !== undefined && names.includes(name)) return noFindings;
    const isTag = vm?.policy === undefined && tagOf(vm ?? {}, policyTag) !== undefined;
    const path = isTag ? at(`${at("vms", key)}.tags`, policyTag ?? "") : `${at("vms", key)}.policy`;
    if (name !== undefined) return unknownPolicy(name, path, names);
    return missing({
      path,
      message: `This VM names no policy, and there are several: ${names.join(", ")}`,
      fix: "name one of them, or set defaultPolicy",
      ...pages.prepare,
    });
  });
};

function unknownPolicy(name: unknown, path: string, names: readonly string[], place = path): Verdict {
  const [nearest] = nearestNames(textOf(name), names, 1);
  return unknownName({
    path,
    message: `Unknown policy ${formatValue(name)} in ${place}`,
    fix: nearest === undefined ? `use one of ${names.join(", ")}` : `Did you mean ${formatValue(nearest)}?`,
    ...pages.prepare,
  });
}

/** No policy has more VMs of a vault than one source allows. */
export const policiesHoldTheirVms: RegionalRule = (settings) => {
  const { vms = {}, spread } = settings;
  const names = keysWithValue(settings.policies);
  const choice = policyChoiceOf(settings, names);
  return all(
    vaultKeysOf(vms).flatMap((vault) =>
      names.map((policy) => {
        const vmKeys = Object.keys(vms).filter((key) => {
          const vm = vms[key] ?? {};
          return vaultKeyOf(vm) === vault && policyNameOf(vm, choice) === policy;
        });
        const count = mostVmsOfOnePolicy(vmKeys, policy, spread?.[policy]?.policies ?? 1);
        if (count <= vmsPerPolicy.value) return noFindings;
        return note({
          path: at("policies", policy),
          message: `${count} virtual machines of the vault of ${vault} use this policy, and one source limits a policy to ${vmsPerPolicy.value}`,
          fix: `if Azure refuses them, ${smallestSpread(vmKeys, policy)}`,
          conflict: vmsPerPolicy.disputed.by,
          ...cite(vmsPerPolicy),
        });
      }),
    ),
  );
};

/** VMs of the policy that has most of them, if a number of policies share the VMs. */
function mostVmsOfOnePolicy(vmKeys: readonly string[], policy: string, policies: number): number {
  const names = spreadPolicyNames(policy, { policies });
  const counts = new Map<string, number>();
  for (const key of vmKeys) {
    const name = spreadPolicyOf(key, names);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** The spread with the fewest policies of which none has too many VMs. */
function smallestSpread(vmKeys: readonly string[], policy: string): string {
  for (let policies = 2; policies <= maxSpreadPolicies; policies++)
    if (mostVmsOfOnePolicy(vmKeys, policy, policies) <= vmsPerPolicy.value)
      return `set spread: { ${JSON.stringify(policy)}: { policies: ${policies} } }. This moves a share of the VMs to new policies, in place`;
  return "distribute them over several vaults";
}
