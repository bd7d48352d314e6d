import type { NotRead } from "../core/coverage";
import type { AssessedVm } from "./assessment";
import type { Judged, Unjudged } from "./judging";
import type { FoundProtection } from "./protection";
import type { GapsAround } from "./unread";

const [isProtected, backupsAreRecent] = ["vm-is-protected", "backups-are-recent"];
/** Requirements whose findings do not mean that the VM cannot be protected. */
const notAboutReadiness: readonly string[] = [
  isProtected,
  backupsAreRecent,
  "backup-egress-open",
  "one-vault-per-region",
];

/** What decides the verdict on a VM. */
export interface Evidence {
  /** Undefined: no item of the VM was read. */
  readonly found: FoundProtection | undefined;
  readonly isSoftDeleted: boolean;
  readonly findings: readonly Judged[];
  readonly unjudged: readonly Unjudged[];
  readonly gaps: GapsAround;
}

type Verdict = Pick<AssessedVm, "verdict" | "notRead" | "failure">;

/** The verdict on a VM. An item that was read proves protection; that there is none, or no reason against one, needs a complete reading. */
export function verdictOn({ found, isSoftDeleted, findings, unjudged, gaps }: Evidence): Verdict {
  if (found !== undefined) return protectionVerdict(found, findings, unjudged);
  if (findings.some(({ requirement, exempt }) => requirement === isProtected && exempt !== undefined))
    return { verdict: "exempt" };
  // A VM that something protects is not blocked, whatever a rule says.
  if (gaps.items !== undefined) return { verdict: "unknown", notRead: [gaps.items] };
  if (isSoftDeleted) return { verdict: "stopped" };
  if (findings.some(isAgainstProtection)) return { verdict: "blocked" };
  const mayBlock = unjudged.filter(
    ({ requirement, level }) => level !== "advisory" && !notAboutReadiness.includes(requirement),
  );
  const unread = firstOfEach([...mayBlock.map(({ notRead }) => notRead), ...gaps.others]);
  return unread.length > 0 ? { verdict: "unknown", notRead: unread } : { verdict: "ready" };
}

function protectionVerdict(
  { isStopped, unknownState }: FoundProtection,
  findings: readonly Judged[],
  unjudged: readonly Unjudged[],
): Verdict {
  if (unknownState !== undefined) return { verdict: "unknown", notRead: [unknownState] };
  if (isStopped) return { verdict: "stopped" };
  const failure = findings.find(({ requirement }) => requirement === backupsAreRecent);
  if (failure !== undefined) return { verdict: "failing", failure: failure.message };
  const unread = unjudged.filter(({ requirement }) => requirement === backupsAreRecent);
  return unread.length > 0
    ? { verdict: "unknown", notRead: firstOfEach(unread.map(({ notRead }) => notRead)) }
    : { verdict: "protected" };
}

/** An exemption accepts a finding. It does not make Azure accept the VM. */
const isAgainstProtection = ({ requirement, level }: Judged): boolean =>
  level === "mandatory" && !notAboutReadiness.includes(requirement);

const firstOfEach = (gaps: readonly NotRead[]): NotRead[] => [
  ...new Map(gaps.map((gap) => [gap.what, gap])).values(),
];
