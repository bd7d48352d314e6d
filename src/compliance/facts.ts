import type { ComplianceFramework } from "./framework";

const backedUp = ["vm-is-protected", "backups-are-recent"] as const;
const protectedData = ["vault-soft-delete", "vault-immutability", "vault-public-access"] as const;
const drilled = ["vm-restore-drilled"] as const;

const immutable = { "vault-immutability": { states: ["Unlocked", "Locked"] } } as const;
/** A quarter has at most 92 days. */
const quarterly = { "vm-restore-drilled": { days: 92 } } as const;
const inPairedRegion = { "vault-geo-redundant": { allowed: ["GeoRedundant"] } } as const;

const accessNotShown =
  "who has which role on the vault, multi-factor authentication, and the encryption of the data while it travels";

/**
 * The frameworks by the names of `assess --framework`, with the controls about backups. A control is here only if the data of an
 * assessment shows whether it is met; the others say why not. The first control that lists a requirement is the one that its policy cites.
 */
export const frameworks = {
  mcsb: {
    name: "Microsoft cloud security benchmark",
    version: "1.0",
    source: "https://learn.microsoft.com/security/benchmark/azure/mcsb-backup-recovery",
    asOf: "2026-11-30",
    note: "Version 2 of the benchmark is a preview. Its controls of backup have the same ids.",
    controls: [
      {
        id: "BR-1",
        title: "Ensure regular automated backups",
        requirements: [...backedUp, "backup-policy-minimum-retention"],
        notShown:
          "resources other than virtual machines, and whether frequency and retention are those that you need",
      },
      {
        id: "BR-2",
        title: "Protect backup and recovery data",
        requirements: protectedData,
        notShown: accessNotShown,
        weakestSettings: immutable,
      },
      {
        id: "BR-4",
        title: "Regularly test backup",
        requirements: drilled,
        notShown: "whether the recovery meets the targets of your business",
      },
    ],
    unanswered: [
      {
        id: "BR-3",
        title: "Monitor backups",
        why: "It asks whether backups comply with a standard that your organisation defines, and whether somebody watches them.",
      },
    ],
  },
  cis8: {
    name: "CIS Critical Security Controls",
    version: "8.1",
    source: "https://www.cisecurity.org/controls/data-recovery",
    asOf: "2026-11-30",
    note: "Ids and titles of the safeguards are those of version 8: https://csf.tools/reference/critical-security-controls/version-8/csc-11/",
    controls: [
      {
        id: "11.2",
        title: "Perform Automated Backups",
        requirements: backedUp,
        notShown:
          "assets other than virtual machines. The safeguard asks for weekly backups; no policy of Azure Backup runs less often",
      },
      {
        id: "11.3",
        title: "Protect Recovery Data",
        requirements: protectedData,
        notShown: `whether the controls equal those of the original data: ${accessNotShown}`,
        weakestSettings: immutable,
      },
      {
        id: "11.5",
        title: "Test Data Recovery",
        requirements: drilled,
        notShown: "assets other than virtual machines",
        isOfSample: true,
        weakestSettings: quarterly,
      },
    ],
    unanswered: [
      {
        id: "11.1",
        title: "Establish and Maintain a Data Recovery Process",
        why: "It asks for a documented process.",
      },
      {
        id: "11.4",
        title: "Establish and Maintain an Isolated Instance of Recovery Data",
        why: "Whether a vault is isolated depends on who has access to it, which is not read.",
      },
    ],
  },
  nist80053: {
    name: "NIST SP 800-53",
    version: "Rev. 5",
    source: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
    asOf: "2026-11-30",
    controls: [
      {
        id: "CP-9",
        title: "System Backup",
        requirements: [...backedUp, "vault-soft-delete", "vault-immutability"],
        notShown: `backups of the documentation, and the confidentiality of the backups: ${accessNotShown}`,
        weakestSettings: immutable,
      },
      {
        id: "CP-9(1)",
        title: "System Backup | Testing for Reliability and Integrity",
        requirements: drilled,
        notShown: "whether days is the frequency that your organisation defines",
      },
      {
        id: "CP-9(2)",
        title: "System Backup | Test Restoration Using Sampling",
        requirements: drilled,
        notShown: "whether the restored systems are those of your contingency plan",
        isOfSample: true,
      },
      {
        id: "CP-9(5)",
        title: "System Backup | Transfer to Alternate Storage Site",
        requirements: ["vault-geo-redundant"],
        notShown: "the time and rate of the transfer, which Azure does not return",
        weakestSettings: inPairedRegion,
      },
    ],
    unanswered: [
      {
        id: "CP-4",
        title: "Contingency Plan Testing",
        why: "It asks for tests of the whole plan, of which a restore is a part.",
      },
      {
        id: "CP-9(8)",
        title: "System Backup | Cryptographic Protection",
        why: "Azure encrypts each vault. Whether the keys are those that you need is not read.",
      },
    ],
  },
  iso27001: {
    name: "ISO/IEC 27001",
    version: "2022",
    source: "https://www.iso.org/standard/27001",
    asOf: "2026-11-30",
    note: "The text of the standard is sold. Id and title of the control are in its Annex A, and in https://www.isms.online/iso-27002/control-8-13-information-backup",
    controls: [
      {
        id: "A.8.13",
        title: "Information backup",
        requirements: [...backedUp, ...drilled],
        notShown: "your policy on backup, with which backups and tests must agree",
      },
    ],
    unanswered: [
      {
        id: "A.8.14",
        title: "Redundancy of information processing facilities",
        why: "It is about systems that run twice. A backup is a copy.",
      },
    ],
  },
  dora: {
    name: "DORA: Regulation (EU) 2022/2554",
    version: "2022-12-14",
    source: "https://eur-lex.europa.eu/eli/reg/2022/2554/oj",
    asOf: "2026-11-30",
    controls: [
      {
        id: "12(2)",
        title: "Backup systems are set up, and backup and recovery are tested periodically",
        requirements: [...backedUp, ...drilled],
        notShown: "your documented policies and procedures, with which backups and tests must agree",
      },
    ],
    unanswered: [
      {
        id: "12(1)",
        title: "Backup policies, and procedures of restoration and recovery",
        why: "It asks for documents.",
      },
      {
        id: "12(3)",
        title: "Segregated systems for restoring",
        why: "A drill restores into a network of its own. It does not show the systems on which you would recover.",
      },
      {
        id: "12(6)",
        title: "Objectives for recovery time and recovery point",
        why: "It asks for objectives of each function of the business.",
      },
      {
        id: "12(7)",
        title: "Checks of integrity after a recovery",
        why: "It is about the recovery from an incident, which no inventory shows.",
      },
    ],
  },
  nis2: {
    name: "NIS2: Implementing Regulation (EU) 2024/2690, Annex",
    version: "2024-10-17",
    source: "https://eur-lex.europa.eu/eli/reg_impl/2024/2690/oj",
    asOf: "2026-11-30",
    note: "It applies to the entities that its Article 1 names. Others follow Article 21(2)(c) of Directive (EU) 2022/2555.",
    controls: [
      {
        id: "4.2.1",
        title: "Backup copies are maintained",
        requirements: backedUp,
        notShown: "the resources for redundancy: facilities, staff and systems that run twice",
      },
      {
        id: "4.2.2(c)",
        title: "Backup copies are stored at sufficient distance from the main site",
        requirements: ["vault-geo-redundant"],
        notShown: "your backup plan, and whether the paired region is far enough for it",
        weakestSettings: inPairedRegion,
      },
      {
        id: "4.2.6",
        title: "Recovery of backup copies is tested regularly, and the results are documented",
        requirements: drilled,
        notShown: "corrective action after a failed test, and tests of redundancies",
      },
    ],
    unanswered: [
      {
        id: "4.2.2(a), (b), (d) to (f)",
        title: "Other parts of the backup plan",
        why: "They ask for a plan of your organisation: recovery times, completeness, access, approval, retention.",
      },
      {
        id: "4.2.3",
        title: "Integrity checks of the backup copies",
        why: "Azure Backup checks its copies and returns no record of it. A drill tests one copy.",
      },
      {
        id: "4.2.4, 4.2.5",
        title: "Redundant resources and their monitoring",
        why: "They are about facilities, staff and systems.",
      },
    ],
  },
} as const satisfies Readonly<Record<string, ComplianceFramework>>;

/** A framework's name for `assess --framework`. */
export type FrameworkName = keyof typeof frameworks;
