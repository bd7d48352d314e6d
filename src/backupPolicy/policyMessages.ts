/** Items that use a policy and that this stack does not manage, as the subject of a sentence. */
export const othersUseIt = (count: number): string =>
  `${count === 1 ? "a protected item uses it that this stack does not manage" : `${count} protected items use it that this stack does not manage`}, e.g. because it left the stack while onDestroy was Retain`;

/** A policy would be replaced, and the old one deleted, while items of others use it. */
export const replacedInUseMessage = (policyName: string, count: number): string =>
  `The policy ${policyName} would be replaced and deleted, and ${othersUseIt(count)}. Azure refuses that. Fix: set onDestroy: "Retain" on the policy, run \`pulumi up\` with only that changed, then make the other changes: the old policy stays in Azure.`;
