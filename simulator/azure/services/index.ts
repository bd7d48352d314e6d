import type { Service } from "../service";
import { policyAssignment, policySetDefinition, remediation } from "./azurePolicy";
import { disk } from "./disk";
import { networkInterface } from "./networkInterface";
import { policy } from "./policy";
import { privateEndpoint } from "./privateEndpoint";
import { protectedItem } from "./protectedItem";
import { resourceGroup } from "./resourceGroup";
import { resourceGuardProxy } from "./resourceGuardProxy";
import { roleAssignment } from "./roleAssignment";
import { networkSecurityGroup, securityRule } from "./securityRules";
import { storageAccount } from "./storage";
import { vault } from "./vault";
import { virtualMachine } from "./virtualMachine";
import { publicIp, subnet, virtualNetwork } from "./virtualNetwork";

/** Behaviour of the types that have some of their own. For every other type a PUT succeeds and its body is stored. */
export const services: Record<string, Service> = {
  "resources:ResourceGroup": resourceGroup,
  "recoveryservices:Vault": vault,
  "recoveryservices:ProtectionPolicy": policy,
  "recoveryservices:ProtectedItem": protectedItem,
  "recoveryservices:ResourceGuardProxy": resourceGuardProxy,
  "compute:VirtualMachine": virtualMachine,
  "compute:Disk": disk,
  "network:VirtualNetwork": virtualNetwork,
  "network:Subnet": subnet,
  "network:NetworkInterface": networkInterface,
  "network:NetworkSecurityGroup": networkSecurityGroup,
  "network:SecurityRule": securityRule,
  "network:PublicIPAddress": publicIp,
  "network:PrivateEndpoint": privateEndpoint,
  "storage:StorageAccount": storageAccount,
  "authorization:RoleAssignment": roleAssignment,
  "authorization:PolicyAssignment": policyAssignment,
  "authorization:PolicySetDefinition": policySetDefinition,
  "authorization:PolicySetDefinitionAtManagementGroup": policySetDefinition,
  "policyinsights:RemediationAtResource": remediation,
  "policyinsights:RemediationAtResourceGroup": remediation,
  "policyinsights:RemediationAtSubscription": remediation,
  "policyinsights:RemediationAtManagementGroup": remediation,
};
