import { formatSeconds } from "../../../src/drill/duration";
import type { Evidence } from "../../../src/drill/evidence";

export const checksText = ({ checks }: Evidence): string =>
  checks.map(({ name, result }) => `${name} ${result}`).join(", ");

export const secondsText = (seconds: number | null): string =>
  seconds === null ? "not measured" : formatSeconds(seconds);

/** E.g. `12 min of 4 h`. */
export const objectiveText = (seconds: number | null, limit: number | null): string =>
  limit === null ? secondsText(seconds) : `${secondsText(seconds)} of ${formatSeconds(limit)}`;

export const outcomeText = ({ outcome, simulated }: Evidence): string =>
  `${outcome}${simulated ? " (simulated)" : ""}`;

/** E.g. `secondary region westus`. Empty: it was restored in the vault's own region. */
export const regionText = ({ target }: Evidence): string =>
  target.secondaryRegion ? `secondary region ${target.secondaryRegion}` : "";

/** The consistency and the tiers of the recovery point. */
export const pointText = ({ recoveryPoint }: Evidence): string =>
  recoveryPoint === null
    ? "none"
    : [
        recoveryPoint.time,
        recoveryPoint.consistency || "consistency not known",
        `threat status ${recoveryPoint.threatStatus ?? "not known"}`,
      ].join(", ");

/** A summary in one sentence. */
export function summary(drills: readonly Evidence[]): string {
  const count = (outcome: Evidence["outcome"]) => drills.filter((one) => one.outcome === outcome).length;
  const simulated = drills.filter((one) => one.simulated).length;
  const text = `${drills.length} drills: ${count("passed")} passed, ${count("incomplete")} incomplete, ${count("failed")} failed.`;
  return simulated === 0
    ? text
    : `${text} Simulated: ${simulated}. A simulated drill proves nothing about backups in Azure.`;
}
