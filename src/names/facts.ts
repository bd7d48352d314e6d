import type { Form, Range } from "../core/fact";
import { pages } from "../core/pages";

/** Azure's rules for names, and the forms of what is no resource's name or id. */

const characters = (min: number, max: number): Range => ({
  min,
  max,
  unit: "characters",
  ...pages.nameRules,
});

/** A length and a form of names. */
export interface NameRule {
  readonly length: Range;
  readonly form: Form;
}

export const vaultNameLength: Range = {
  ...characters(2, 50),
  note: "The same limit in 2018. A name is unique in its resource group today; in 2018 it was unique in the subscription.",
};

export const vaultNameForm: Form = {
  pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
  text: "a letter first, then letters, digits and hyphens",
  ...pages.nameRules,
};

export const policyNameLength: Range = characters(3, 150);

export const policyNameForm: Form = {
  pattern: /^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/,
  text: "a letter first, then letters, digits and hyphens, no hyphen at the end",
  ...pages.nameRules,
  disputed: {
    pattern: /^[A-Za-z][A-Za-z0-9_!-]*$/,
    by: "the portal accepts _ (Azure/azure-powershell#13869), and azurerm accepts ! and _",
  },
};

export const networkNameLength: Range = characters(1, 80);

export const networkNameForm: Form = {
  pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/,
  text: "letters, digits, underscores, dots and hyphens; the first is a letter or digit, and the last is not a dot or hyphen",
  ...pages.nameRules,
};

export const resourceGroupName: NameRule = {
  length: characters(1, 90),
  form: {
    // The page's categories of Unicode; \p{M} belongs to letters of some alphabets, and no page says that Azure refuses it.
    pattern: /^[\p{L}\p{M}\p{Nd}_().-]*[\p{L}\p{M}\p{Nd}_()-]$/u,
    text: "letters, digits, underscores, parentheses, hyphens and dots, no dot at the end",
    ...pages.nameRules,
  },
};

export const vmName: NameRule = {
  length: {
    ...characters(1, 64),
    note: "The page's narrower rule is about the name of the host. That of the resource has up to 64 characters.",
  },
  form: {
    // Azure accepts underscores and dots in the resource's name, which the page excludes for the host: Azure/azure-rest-api-specs#13271.
    pattern: /^[^\\/"[\]:|<>+=;,?*@&\s\p{Cc}]+$/u,
    text: 'without spaces, control characters and \\/"[]:|<>+=;,?*@&',
    ...pages.nameRules,
  },
};

export const privateEndpointName: NameRule = { length: characters(2, 64), form: networkNameForm };

export const storageAccountName: NameRule = {
  length: characters(3, 24),
  form: { pattern: /^[a-z0-9]+$/, text: "lowercase letters and digits", ...pages.nameRules },
};

export const eventHubName: NameRule = {
  length: characters(1, 256),
  form: {
    pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/,
    text: "letters, digits, dots, hyphens and underscores; the first and the last are letters or digits",
    ...pages.nameRules,
  },
};

/** For a kind of resource whose rule no page states: the characters that the path of an id cannot have. */
export const anyName: NameRule = {
  length: characters(1, 260),
  form: {
    pattern: /^[^<>%&\\?/#\p{Cc}]*[^<>%&\\?/#\p{Cc} ]$/u,
    text: "without <>%&\\?/# and control characters, no space at the end",
    ...pages.nameRules,
  },
};

/** Lengths of names. Azure answers InvalidPolicyAssignmentName to a longer name. */
export const nameLengths = {
  assignment: characters(1, 64),
  assignmentAtManagementGroup: { ...characters(1, 24), unit: "characters at a management group" },
  definition: characters(1, 64),
} as const satisfies Readonly<Record<string, Range>>;

/** Names of the definitions, initiatives and assignments of Azure Policy. */
export const azurePolicyNameForm: Form = {
  pattern: /^[^<>*%&:\\?.+/\p{Cc}]*[^<>*%&:\\?.+/\p{Cc} ]$/u,
  text: "without <>*%&:\\?.+/ and control characters, no space at the end",
  ...pages.nameRules,
};

export const managementGroupName: NameRule = {
  length: characters(1, 90),
  form: {
    pattern: /^[\w().-]+$/,
    text: "letters, digits, hyphens, underscores, dots and parentheses",
    ...pages.nameRules,
  },
};

/** URI of the key that encrypts a vault. */
export const keyUriForm: Form = {
  pattern: /^https:\/\/[a-z0-9-]+\.[a-z0-9.-]+\/keys\/[a-z0-9-]+(\/[a-z0-9]+)?\/?$/i,
  text: "https://<key vault>.vault.azure.net/keys/<key>, with or without a version",
  ...pages.encryption,
};

/** A request of a resource guard: the id of the guard, the kind of the request and its name. */
export const guardRequestForm: Form = {
  pattern:
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.DataProtection\/resourceGuards\/[^/]+\/[^/]+\/[^/]+$/i,
  text: "a request of a resource guard, e.g. /subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.DataProtection/resourceGuards/<guard>/updateProtectedItemRequests/default",
  ...pages.multiUser,
};

/** Ids of subscriptions, and of users, groups and service principals. */
export const guidPattern = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
