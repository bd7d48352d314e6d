import type { NotRead } from "../core/coverage";
import { groupBy } from "../core/groupBy";
import { type Inventory, ifKnown } from "../core/inventory";
import { idKey } from "../core/resourceId";
import { newestPointOf } from "../protection/inventory/health";
import { type ItemLinks, itemLinksIn } from "../protection/inventory/links";
import { longestIntervalHours, stateOf } from "../protection/inventory/subjects/backups";
import type { Answer, Answers } from "./assessment";
import type { Judge, Judged, Judgement } from "./judging";
import type { FoundProtection } from "./protection";

/** A VM as the verdict on it sees it. */
export interface AnsweredVm {
  readonly urn: string;
  readonly found: FoundProtection | undefined;
  /** What was not read of the items among which its own may be. */
  readonly itemGap: NotRead | undefined;
}

const isProtected = "vm-is-protected";

const met: Answer = { state: "met" };
const notAnswered = (why: string, fix: string): Answer => ({ state: "notAnswered", why, fix });
const disabled = (name: string): Answer =>
  notAnswered(`${name} is disabled`, `Remove the level disabled of ${name} from the configuration`);
const notRead = ({ what, fix }: NotRead): Answer => notAnswered(`not read: ${what}`, fix);

/** Answers requirements for the VMs of an inventory. */
export function answersIn(
  inventory: Inventory,
  judgement: Judgement,
  judge: Judge,
  requirements: readonly string[],
): (vm: AnsweredVm) => Answers {
  const context = contextOf(inventory, judgement, judge);
  return (vm) => Object.fromEntries(requirements.map((name) => [name, answerTo(name, vm, context)]));
}

interface Context extends Pick<Judge, "settingsOf"> {
  readonly asOf: string | undefined;
  readonly findings: ReadonlyMap<string, readonly Judged[]>;
  readonly unread: ReadonlyMap<string, NotRead>;
  readonly gaps: Judgement["gaps"];
  readonly links: ReadonlyMap<string, ItemLinks>;
}

const keyOf = (requirement: string, urn: string): string => `${requirement} ${idKey(urn)}`;

const contextOf = (
  inventory: Inventory,
  { findings, unjudged, gaps }: Judgement,
  { settingsOf }: Judge,
): Context => ({
  settingsOf,
  asOf: inventory.coverage.asOf,
  findings: groupBy(findings, ({ requirement, resource }) => keyOf(requirement, resource.id)),
  unread: new Map(unjudged.map(({ requirement, urn, notRead }) => [keyOf(requirement, urn), notRead])),
  gaps,
  links: new Map(itemLinksIn(inventory).map((link) => [link.item.urn, link])),
});

/** The resource on which a requirement is judged: the VM, its item, its vault or its policy. */
type Subject = "vm" | "item" | "vault" | "policy";

const subjectOf = (requirement: string): Subject => {
  if (requirement.startsWith("vault-")) return "vault";
  if (requirement.startsWith("backup-policy-")) return "policy";
  return requirement === "backups-are-recent" ? "item" : "vm";
};

function answerTo(name: string, vm: AnsweredVm, context: Context): Answer {
  if (context.settingsOf(name) === undefined) return disabled(name);
  if (name === isProtected) return protectionAnswer(vm, context);
  const { found } = vm;
  // Without a backup, nothing that a requirement asks of a backup is met.
  if (found === undefined) return { ...protectionAnswer(vm, context), by: isProtected };
  if (name === "backups-are-recent" && found.isStopped)
    return {
      ...{ state: "notMet", path: "" },
      why: `Its backup is stopped: the state is ${stateOf(found.item)}`,
      fix: "Resume the backup",
    };
  const subject = subjectOf(name);
  const link = context.links.get(found.item.urn);
  const linked = subject === "vault" || subject === "policy" ? link?.[subject] : undefined;
  const urn = {
    vm: vm.urn,
    item: found.item.urn,
    vault: linked?.resource?.urn,
    policy: linked?.resource?.urn,
  }[subject];
  if (urn === undefined) return notAnswered(`not read: the ${subject} of its backup`, howToRead);
  const judged = judgedAnswer(name, urn, context);
  if (judged !== undefined) return judged;
  return name === "backups-are-recent" ? recencyAnswer(found, link, context) : met;
}

const howToRead = "Read Azure, or a file with the query of assess --print-query";

/** What the findings say. Undefined: nothing speaks against the requirement. */
function judgedAnswer(name: string, urn: string, { findings, unread, gaps }: Context): Answer | undefined {
  const found = findings.get(keyOf(name, urn)) ?? [];
  const [finding] = found.filter(({ exempt }) => exempt === undefined);
  if (finding !== undefined)
    return { state: "notMet", why: finding.reason, fix: finding.fix, path: finding.path };
  const gap = unread.get(keyOf(name, urn)) ?? gaps.get(name);
  if (gap !== undefined) return notRead(gap);
  const exempt = found[0]?.exempt;
  return exempt && { state: "exempt", why: `${exempt.reason} (until ${exempt.expires})` };
}

/** An item that was read proves protection. That there is none needs a complete reading. */
function protectionAnswer({ urn, found, itemGap }: AnsweredVm, context: Context): Answer {
  if (found !== undefined) return met;
  if (context.settingsOf(isProtected) === undefined) return disabled(isProtected);
  const judged = judgedAnswer(isProtected, urn, context);
  if (judged !== undefined && judged.state !== "notMet") return judged;
  return itemGap === undefined
    ? (judged ?? notAnswered("its item is not known", howToRead))
    : notRead(itemGap);
}

/** The rule finds nothing if it could not judge the age of the newest recovery point. Then nothing is claimed. */
function recencyAnswer(
  { item, unknownState }: FoundProtection,
  link: ItemLinks | undefined,
  { asOf }: Context,
): Answer {
  if (unknownState !== undefined) return notRead(unknownState);
  if (stateOf(item) === "")
    return notAnswered("a program does not show whether backups run", "Read Azure instead of the program");
  const newest = ifKnown(() => newestPointOf(item.inputs?.properties ?? {}));
  if (newest === undefined)
    return notAnswered("it has no recovery point yet", "Wait for the first backup, or run backup-now");
  if (asOf === undefined || Number.isNaN(Date.parse(newest)))
    return notAnswered("the time of the reading is not known", howToRead);
  // Without its schedule, the rule takes the longest time that any policy has.
  const policy = link?.policy?.resource?.inputs;
  return policy === undefined || longestIntervalHours(policy) === undefined
    ? notAnswered("not read: the schedule of its backup policy", howToRead)
    : met;
}
