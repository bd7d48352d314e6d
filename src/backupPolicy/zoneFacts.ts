import type { Sourced } from "../core/fact";

/** Windows ids of time zones that CLDR's table does not have. */
export const retiredZones = {
  value: ["Kamchatka Standard Time", "Mid-Atlantic Standard Time"],
  source: "https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones",
  asOf: "2026-11-25",
} as const;

/** Abbreviations that Node.js (ICU) takes for one zone, and the zones that people mean. EST, MST, HST and CET are IANA names, so not here. */
export const zoneAbbreviations: Sourced & { readonly value: Readonly<Record<string, readonly string[]>> } = {
  value: {
    ACT: ["Australia/Darwin", "America/Rio_Branco"],
    AET: ["Australia/Sydney"],
    AGT: ["America/Buenos_Aires"],
    ART: ["America/Buenos_Aires", "Africa/Cairo"],
    AST: ["America/Halifax", "Asia/Riyadh", "America/Anchorage"],
    BET: ["America/Sao_Paulo"],
    BST: ["Europe/London", "Asia/Dhaka"],
    CAT: ["Africa/Maputo"],
    CNT: ["America/St_Johns"],
    CST: ["America/Chicago", "Asia/Shanghai"],
    CTT: ["Asia/Shanghai"],
    EAT: ["Africa/Nairobi"],
    ECT: ["Europe/Paris", "America/Guayaquil"],
    IET: ["America/Indianapolis"],
    IST: ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
    JST: ["Asia/Tokyo"],
    MIT: ["Pacific/Apia"],
    NET: ["Asia/Yerevan"],
    NST: ["America/St_Johns", "Pacific/Auckland"],
    PLT: ["Asia/Karachi"],
    PNT: ["America/Phoenix"],
    PRT: ["America/Puerto_Rico"],
    PST: ["America/Los_Angeles", "Asia/Manila"],
    SST: ["Pacific/Pago_Pago", "Pacific/Guadalcanal"],
    VST: ["Asia/Ho_Chi_Minh"],
  },
  source: "https://github.com/unicode-org/icu/blob/main/icu4c/source/tools/tzcode/icuzones",
  asOf: "2026-11-30",
};

/** Why such an id may be valid. */
export const zoneConflict = "Windows knows the id; no source says whether Azure does";
