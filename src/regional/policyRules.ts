import type { BackupPolicy } from "../backupPolicy/arm";
import { vmBackupPolicyRules } from "../backupPolicy/rules";
import { at, described, type Fix } from "../core/finding";
import { cite } from "../core/limits";
import { pages } from "../core/pages";
import {
  all,
  attempt,
  forEachEntry,
  invalidValue,
  judge,
  noFindings,
  note,
  type Verdict,
  within,
} from "../core/rule";
import { keysWithValue, nearestNames, textOf } from "../core/values";
import { vmsPerPolicy } from "../protection/facts";
import { isCount } from "./count";
import {
  laterTime,
  mostSharers,
  policyNameOf,
  sharerOf,
  sharersOf,
  tagOf,
  vaultKeyOf,
  vaultKeysOf,
} from "./placement";
import { choiceOf, type RegionalRule } from "./settings";

/** Each policy is one that Azure takes; its name is its key. */
export const policiesAreValid: RegionalRule = ({ policies }, words) => {
  if (keysWithValue(policies).length === 0) {
    return invalidValue({
      path: "policies",
      actual: described("no policy"),
      accepted: "at least one backup policy, under its name",
      fix: "add one, e.g. { nightly: presets.dailyForAMonth }",
      ...pages.prepare,
    });
  }
  return forEachEntry(policies, (policy, policyName) =>
    typeof policy === "object"
      ? within(at("policies", policyName), judge(vmBackupPolicyRules, namedPolicy(policy, policyName), words))
      : noFindings,
  );
};

/** A policy with its name; fields that are not known yet are not read. */
const namedPolicy = (policy: BackupPolicy, policyName: string): BackupPolicy =>
  Object.create(policy, { policyName: { value: policyName, enumerable: true } });

/** What is spread is a policy, over a number of policies with names of their own, that all run on the same day. */
export const spreadIsValid: RegionalRule = ({ spread, policies }) => {
  const names = keysWithValue(policies);
  return forEachEntry(spread, (own, policy) => {
    const path = at("spread", policy);
    if (!names.includes(policy)) return isPolicy(policy, path, names, "remove it");
    const taken = sharersOf(policy, own)
      .slice(1)
      .find((name) => names.includes(name));
    return all([
      isCount(`${path}.policies`, own?.policies, mostSharers, "policies"),
      taken === undefined
        ? noFindings
        : invalidValue({
            path,
            actual: own,
            accepted: `policies with names of their own, and ${at("policies", taken)} is there`,
            fix: `rename ${at("policies", taken)}`,
            ...pages.prepare,
          }),
      attempt(() =>
        isWithinDay(`${path}.minutesApart`, own?.minutesApart, own?.policies ?? 1, policies?.[policy]),
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
  const ends = (apart: number) => start === "" || laterTime(start, (count - 1) * apart) !== undefined;
  if (isHalfHours && ends(minutes)) return noFindings;
  const longest =
    [...Array(48).keys()]
      .map((i) => i * 30)
      .filter((apart) => ends(apart))
      .pop() ?? 0;
  const value = Math.min(longest, Math.max(0, Math.round(minutes / 30) * 30 || 0));
  const fix: Fix = { text: `set it to ${value}`, value };
  return invalidValue({
    path,
    actual: minutesApart,
    accepted: `0 or a multiple of 30 minutes, with which the last of ${count} policies, the first at ${start || "its time"}, runs on the same day`,
    fix,
    ...pages.enhancedPolicy,
  });
}

/** Each VM has one of the policies. */
export const vmsHavePolicies: RegionalRule = (settings) => {
  const { policies, defaultPolicy, policyTag, vms } = settings;
  const names = keysWithValue(policies);
  if (names.length === 0) return noFindings;
  if (defaultPolicy !== undefined && !names.includes(defaultPolicy))
    return isPolicy(defaultPolicy, "defaultPolicy", names);
  return forEachEntry(vms, (vm, key) => {
    const name = policyNameOf(vm ?? {}, choiceOf(settings, names));
    const isTag = vm?.policy === undefined && tagOf(vm ?? {}, policyTag) !== undefined;
    const path = isTag ? at(`${at("vms", key)}.tags`, policyTag ?? "") : `${at("vms", key)}.policy`;
    return isPolicy(name, path, names, "name the policy, or give defaultPolicy");
  });
};

function isPolicy(
  name: string | undefined,
  path: string,
  names: readonly string[],
  otherwise = "name one of them",
): Verdict {
  if (name !== undefined && names.includes(name)) return noFindings;
  const [near] = nearestNames(textOf(name), names, 1);
  return invalidValue({
    path,
    actual: name,
    accepted: `one of the policies: ${names.join(", ")}`,
    fix: near === undefined ? otherwise : `write ${JSON.stringify(near)}`,
    ...pages.prepare,
  });
}

/** No policy serves more VMs of a vault than one source allows. */
export const policiesHoldTheirVms: RegionalRule = (settings) => {
  const { vms = {}, spread } = settings;
  const names = keysWithValue(settings.policies);
  return all(
    vaultKeysOf(vms).flatMap((vault) =>
      names.map((policy) => {
        const own = Object.keys(vms).filter(
          (key) =>
            vaultKeyOf(vms[key] ?? {}) === vault &&
            policyNameOf(vms[key] ?? {}, choiceOf(settings, names)) === policy,
        );
        const now = fullest(own, policy, spread?.[policy]?.policies ?? 1);
        if (now <= vmsPerPolicy.value) return noFindings;
        return note({
          path: at("policies", policy),
          message: `the policy has ${now} virtual machines in the vault of ${vault}. One source limits a policy to ${vmsPerPolicy.value} ${vmsPerPolicy.unit}; ${vmsPerPolicy.disputed.by}`,
          fix: `if Azure refuses them, ${spreadFor(own, policy)}`,
          ...cite(vmsPerPolicy),
        });
      }),
    ),
  );
};

/** VMs of the fullest of a number of policies. */
function fullest(keys: readonly string[], policy: string, policies: number): number {
  const names = sharersOf(policy, { policies });
  const counts = new Map<string, number>();
  for (const key of keys) {
    const sharer = sharerOf(key, names);
    counts.set(sharer, (counts.get(sharer) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** How many policies it takes until none has too many. */
function spreadFor(keys: readonly string[], policy: string): string {
  for (let policies = 2; policies <= mostSharers; policies++)
    if (fullest(keys, policy, policies) <= vmsPerPolicy.value)
      return `give spread: { ${JSON.stringify(policy)}: { policies: ${policies} } }; it moves their share of the VMs to new policies, in place`;
  return "divide them over several vaults";
}
