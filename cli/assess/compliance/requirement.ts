import type { Requirement } from "../../../src/core/requirement";
import { assessedRequirements } from "../../../src/requirements";

const byName = new Map(assessedRequirements.map((requirement) => [requirement.name, requirement]));

/** A requirement by its name. */
export const requirementOf = (name: string): Requirement | undefined => byName.get(name);
