import { lastName } from "../ids";
import { type Json, list, object, text } from "../json";
import { Refusal } from "../refusal";
import type { Azure, Put, Service } from "../service";
import { guidOf } from "./guid";

interface BuiltIn {
  readonly effect: "DeployIfNotExists" | "AuditIfNotExists";
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Azure's own definitions for VM backup: Azure/azure-policy, built-in-policies/policyDefinitions/Backup. Of others nothing is known. */
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
  check(request) {
    const { id, name, body } = request;
    checkName(id, name);
    const definitionId = text(body.policyDefinitionId) ?? "";
    const builtIn = builtInOf(definitionId);
    if (!builtIn) checkReference(request.azure, definitionId);
    const type = text(object(body.identity).type);
    if (builtIn?.effect === "DeployIfNotExists" && (type === undefined || type === "None"))
      // https://github.com/Azure/azure-cli/issues/13150
      throw new Refusal(
        400,
        "ResourceIdentityRequired",
        `The policy assignment '${name}' request is invalid. Policy assignments must include a resource identity when assigning 'DeployIfNotExists' policy definitions.`,
      );
    // That a region is needed says the page on assignments; the code is Resource Manager's own for a missing one.
    if (type !== undefined && type !== "None" && body.location === undefined)
      throw new Refusal(400, "LocationRequired", `The location of policy assignment '${name}' is required.`);
    checkParameters(name, object(body.parameters), builtIn ?? definedBy(request.azure, definitionId));
  },

  shape: ({ azure, id, body, current }) => {
    const identity = object(body.identity);
    const before = object(current?.properties.identity);
    const principalId = before.principalId ?? guidOf(`${id} ${azure.store.count()}`);
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

/** https://github.com/Azure/azure-powershell/issues/8992: at a management group names are shorter. */
function checkName(id: string, name: string): void {
  const most = /^\/providers\/Microsoft\.Management\//i.test(id) ? 24 : 64;
  if (name.length <= most) return;
  throw new Refusal(
    400,
    "InvalidPolicyAssignmentName",
    `The policy assignment name '${name}' is invalid. The policy assignment name length must not exceed '${most}' characters.`,
  );
}

const builtInOf = (id: string): BuiltIn | undefined =>
  /^\/providers\/Microsoft\.Authorization\/policyDefinitions\//i.test(id)
    ? builtIns[lastName(id).toLowerCase()]
    : undefined;

/** A definition or an initiative of one's own is there; Azure's own are beyond this model. */
function checkReference(azure: Azure, id: string): void {
  if (/^\/providers\/Microsoft\.Authorization\//i.test(id) || azure.store.find(id)) return;
  const isSet = /\/policySetDefinitions\//i.test(id);
  throw new Refusal(
    404,
    isSet ? "PolicySetDefinitionNotFound" : "PolicyDefinitionNotFound",
    `The policy ${isSet ? "set " : ""}definition '${lastName(id)}' could not be found.`,
  );
}

interface Parameters {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** The parameters of a definition that is kept here. */
function definedBy(azure: Azure, id: string): Parameters | undefined {
  const found = azure.store.find(id);
  if (!found) return undefined;
  const parameters = Object.entries(object(found.properties.parameters));
  const hasDefault = ([, value]: [string, unknown]) => object(value).defaultValue !== undefined;
  return {
    required: parameters.filter((one) => !hasDefault(one)).map(([name]) => name),
    optional: parameters.filter(hasDefault).map(([name]) => name),
  };
}

/** The codes are those of Azure PowerShell's own tests and of users' reports. */
function checkParameters(who: string, given: Json, known: Parameters | undefined): void {
  if (!known) return;
  const names = [...known.required, ...known.optional].map((name) => name.toLowerCase());
  const undefinedOnes = Object.keys(given).filter((name) => !names.includes(name.toLowerCase()));
  if (undefinedOnes.length > 0)
    throw new Refusal(
      400,
      "UndefinedPolicyParameter",
      `The policy assignment '${who}' has defined parameters '${undefinedOnes.join(", ")}' which are not defined in the policy definition.`,
    );
  const present = Object.keys(given).map((name) => name.toLowerCase());
  const missing = known.required.filter((name) => !present.includes(name.toLowerCase()));
  if (missing.length > 0)
    throw new Refusal(
      400,
      "MissingPolicyParameter",
      `The policy assignment '${who}' is missing the parameter(s) '${missing.join(", ")}' as defined in the policy definition.`,
    );
}

export const policySetDefinition: Service = {
  check({ azure, name, body }) {
    for (const reference of list(body.policyDefinitions)) {
      const id = text(reference, "policyDefinitionId") ?? "";
      // https://github.com/hashicorp/terraform-provider-azurerm/pull/19929
      if (!/\/policyDefinitions\/[^/]+$/i.test(id))
        throw new Refusal(
          400,
          "InvalidCreatePolicySetDefinitionRequest",
          `The policy set definition '${name}' request is invalid. Referenced policy definitions must be of type 'Microsoft.Authorization/policyDefinitions'.`,
        );
      checkReference(azure, id);
      checkParameters(name, object(reference, "parameters"), builtInOf(id) ?? definedBy(azure, id));
    }
  },
};

/** A task is done at once: what it would deploy is beyond this model. */
export const remediation: Service = {
  check({ azure, name, body }: Put) {
    const assignment = azure.store.find(text(body.policyAssignmentId) ?? "");
    const refuse = (why: string) =>
      new Refusal(
        400,
        "InvalidCreateRemediationRequest",
        `The request to create remediation '${name}' is invalid. ${why}`,
      );
    if (!assignment) throw refuse(`The policy assignment '${body.policyAssignmentId}' could not be found.`);
    const definitionId = text(assignment.properties.policyDefinitionId) ?? "";
    // https://github.com/gettek/terraform-azurerm-policy-as-code/issues/49
    if (/\/policySetDefinitions\//i.test(definitionId) && !body.policyDefinitionReferenceId)
      throw refuse(
        `The policy assignment '${assignment.id}' assigns a policy set definition. Remediations must specify a single policy definition reference ID within the policy set definition.`,
      );
  },

  shape: ({ id, body }) => ({
    ...body,
    correlationId: guidOf(id),
    provisioningState: "Succeeded",
    deploymentStatus: { totalDeployments: 0, successfulDeployments: 0, failedDeployments: 0 },
  }),
};
