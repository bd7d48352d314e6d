import { type ClassicType, classicBackupTypes, classicTypes } from "./classic";

/** Type tokens of azure-native's resources that the pack judges or joins. */
export const types = {
  vm: "azure-native:compute:VirtualMachine",
  extension: "azure-native:compute:VirtualMachineExtension",
  runCommand: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
  disk: "azure-native:compute:Disk",
  nic: "azure-native:network:NetworkInterface",
  vault: "azure-native:recoveryservices:Vault",
  policy: "azure-native:recoveryservices:ProtectionPolicy",
  item: "azure-native:recoveryservices:ProtectedItem",
  intent: "azure-native:recoveryservices:ProtectionIntent",
} as const;

/** A type token, taken apart. */
export interface Kind {
  /** azure-native's token without a version, or the token itself, for rules on single resources. */
  readonly type: string;
  /** The same, for joins: they know more of the classic provider's resources. */
  readonly stackType: string;
  /** As Azure writes it, e.g. 2024-10-01; undefined for a token without a version. */
  readonly apiVersion?: string;
  /** How to read a resource of the classic provider. */
  readonly classic?: ClassicType;
}

/** `azure-native:compute/v20241101:X`, and `azure-native_compute_v20241101:compute:X` of a local package. */
const versioned = /^azure-native(?:_[a-z0-9]+_v(\d{8})[a-z]*)?:([a-z0-9]+)(?:\/v(\d{8})[a-z]*)?:(\w+)$/i;

const kinds = new Map<string, Kind>();

/** What a type token stands for, whichever way it is spelt. */
export function kindOf(token: string): Kind {
  let kind = kinds.get(token);
  if (kind === undefined) {
    kind = parse(token);
    kinds.set(token, kind);
  }
  return kind;
}

function parse(token: string): Kind {
  const vm = Object.hasOwn(classicTypes, token) ? classicTypes[token] : undefined;
  const classic = vm ?? (Object.hasOwn(classicBackupTypes, token) ? classicBackupTypes[token] : undefined);
  if (classic !== undefined) return { type: vm?.type ?? token, stackType: classic.type, classic };
  const [, ofPackage, module, ofModule, name] = versioned.exec(token) ?? [];
  if (module === undefined) return { type: token, stackType: token };
  const type = `azure-native:${module}:${name}`;
  const date = ofPackage ?? ofModule;
  const apiVersion = date?.replace(/(\d{4})(\d{2})(\d{2})/, "$1-$2-$3");
  return { type, stackType: type, ...(apiVersion && { apiVersion }) };
}
