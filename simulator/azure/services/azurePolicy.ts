import { AzureError } from "../azureError";
import { nameFromId } from "../ids";
import { type Json, listAt, objectAt, textAt } from "../json";
import type { Azure, PutRequest, Service } from "../service";
import { guidOf } from "./guid";

interface Parameters {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

interface BuiltIn extends Parameters {
  readonly effect: "DeployIfNotExists" | "AuditIfNotExists";
}

/**
 * Azure's built-in definitions for VM backup, by name: Azure/azure-policy, built-in-policies/policyDefinitions/Backup. Other built-in
 * definitions are not modelled.
 */
const builtIns: Readonly<Record<string, BuiltIn>> = {
  "345fa903-145c-4fe1-8bcd-93ec2adccde8": {
    effect: "DeployIfNotExists",
    required: ["vaultLocation", "inclusionTagValue", "backupPolicyId"],
    optional: ["inclusionTagName", "effect"],
  },
  "09ce66bc-1220-4153-8104-e3f51c936913": {
    effect: "DeployIfNotExists",
    required: ["vaultLocation", "backupPolicyId"],
    optional: ["exclusionTagName", "exclusionTagValue", "effect"],
  },
  "013e242c-8828-4970-87b3-ab247555486d": {
    effect: "AuditIfNotExists",
    required: [],
    optional: ["effect"],
  },
};

export const policyAssignment: Service = {
  checkPut({ azure, id, name, body }) {
    checkNameLength(id, name);
    const definitionId = textAt(body.policyDefinitionId) ?? "";
    const builtIn = builtInOf(definitionId);
    if (!builtIn) checkDefinitionExists(azure, definitionId);
    const hasIdentity = ![undefined, "None"].includes(textAt(objectAt(body.identity).type));
    if (builtIn?.effect === "DeployIfNotExists" && !hasIdentity)
      // https://github.com/Azure/azure-cli/issues/13150
      throw new AzureError(
        400,
        "ResourceIdentityRequired",
        `The policy assignment '${name}' request is invalid. Policy assignments must include a resource identity when assigning 'DeployIfNotExists' policy definitions.`,
      );
    // Azure's page on assignments says that a region is needed. The code is Resource Manager's own for a missing region.
    if (hasIdentity && body.location === undefined)
      throw new AzureError(
        400,
        "LocationRequired",
        `The location of policy assignment '${name}' is required.`,
      );
    checkParameters(name, objectAt(body.parameters), builtIn ?? parametersOf(azure, definitionId));
  },

  storedProperties: ({ azure, id, body, current }) => {
    const identity = objectAt(body.identity);
    const principalId =
      objectAt(current?.properties.identity).principalId ?? guidOf(`${id} ${azure.store.version()}`);
    return {
      ...body,
      scope: id.slice(0, id.toLowerCase().lastIndexOf("/providers/")),
      enforcementMode: body.enforcementMode ?? "Default",
      instanceId: guidOf(id),
      ...(identity.type === "SystemAssigned" && {
        identity: { ...identity, principalId, tenantId: guidOf("tenant") },
      }),
    };
  },
};

/** Names are shorter at a management group: https://github.com/Azure/azure-powershell/issues/8992 */
function checkNameLength(id: string, name: string): void {
  const max = /^\/providers\/Microsoft\.Management\//i.test(id) ? 24 : 64;
  if (name.length <= max) return;
  throw new AzureError(
    400,
    "InvalidPolicyAssignmentName",
    `The policy assignment name '${name}' is invalid. The policy assignment name length must not exceed '${max}' characters.`,
  );
}

const builtInOf = (id: string): BuiltIn | undefined =>
  /^\/providers\/Microsoft\.Authorization\/policyDefinitions\//i.test(id)
    ? builtIns[nameFromId(id).toLowerCase()]
    : undefined;

/** A custom definition or initiative must exist. Every built-in one counts as existing. */
function checkDefinitionExists(azure: Azure, id: string): void {
  if (/^\/providers\/Microsoft\.Authorization\//i.test(id) || azure.store.find(id)) return;
  const isSet = /\/policySetDefinitions\//i.test(id);
  throw new AzureError(
    404,
    isSet ? "PolicySetDefinitionNotFound" : "PolicyDefinitionNotFound",
    `The policy ${isSet ? "set " : ""}definition '${nameFromId(id)}' could not be found.`,
  );
}

/** The parameters of a stored definition. Undefined: it is not stored. */
function parametersOf(azure: Azure, id: string): Parameters | undefined {
  const definition = azure.store.find(id);
  if (!definition) return undefined;
  const parameters = Object.entries(objectAt(definition.properties.parameters));
  const hasDefault = ([, value]: [string, unknown]) => objectAt(value).defaultValue !== undefined;
  return {
    required: parameters.filter((parameter) => !hasDefault(parameter)).map(([name]) => name),
    optional: parameters.filter(hasDefault).map(([name]) => name),
  };
}

/** The codes are those in Azure PowerShell's own tests and in users' reports. Without `defined` nothing is checked. */
function checkParameters(assignment: string, values: Json, defined: Parameters | undefined): void {
  if (!defined) return;
  const names = [...defined.required, ...defined.optional].map((name) => name.toLowerCase());
  const unknownNames = Object.keys(values).filter((name) => !names.includes(name.toLowerCase()));
  if (unknownNames.length > 0)
    throw new AzureError(
      400,
      "UndefinedPolicyParameter",
      `The policy assignment '${assignment}' has defined parameters '${unknownNames.join(", ")}' which are not defined in the policy definition.`,
    );
  const givenNames = Object.keys(values).map((name) => name.toLowerCase());
  const missing = defined.required.filter((name) => !givenNames.includes(name.toLowerCase()));
  if (missing.length > 0)
    throw new AzureError(
      400,
      "MissingPolicyParameter",
      `The policy assignment '${assignment}' is missing the parameter(s) '${missing.join(", ")}' as defined in the policy definition.`,
    );
}

export const policySetDefinition: Service = {
  checkPut({ azure, name, body }) {
    for (const reference of listAt(body.policyDefinitions)) {
      const id = textAt(reference, "policyDefinitionId") ?? "";
      // https://github.com/hashicorp/terraform-provider-azurerm/pull/19929
      if (!/\/policyDefinitions\/[^/]+$/i.test(id))
        throw new AzureError(
          400,
          "InvalidCreatePolicySetDefinitionRequest",
          `The policy set definition '${name}' request is invalid. Referenced policy definitions must be of type 'Microsoft.Authorization/policyDefinitions'.`,
        );
      checkDefinitionExists(azure, id);
      checkParameters(name, objectAt(reference, "parameters"), builtInOf(id) ?? parametersOf(azure, id));
    }
  },
};

/** A task succeeds at once. What it would deploy is not modelled. */
export const remediation: Service = {
  checkPut({ azure, name, body }: PutRequest) {
    const invalid = (reason: string) =>
      new AzureError(
        400,
        "InvalidCreateRemediationRequest",
        `The request to create remediation '${name}' is invalid. ${reason}`,
      );
    const assignment = azure.store.find(textAt(body.policyAssignmentId) ?? "");
    if (!assignment) throw invalid(`The policy assignment '${body.policyAssignmentId}' could not be found.`);
    const definitionId = textAt(assignment.properties.policyDefinitionId) ?? "";
    // https://github.com/gettek/terraform-azurerm-policy-as-code/issues/49
    if (/\/policySetDefinitions\//i.test(definitionId) && !body.policyDefinitionReferenceId)
      throw invalid(
        `The policy assignment '${assignment.id}' assigns a policy set definition. Remediations must specify a single policy definition reference ID within the policy set definition.`,
      );
  },

  storedProperties: ({ id, body }) => ({
    ...body,
    correlationId: guidOf(id),
    provisioningState: "Succeeded",
    deploymentStatus: { totalDeployments: 0, successfulDeployments: 0, failedDeployments: 0 },
  }),
};
