import type { Finding } from "../core/finding";
import { cite } from "../core/limits";
import { type Findings, forEachEntry, type Rule } from "../core/rule";
import { textOf } from "../core/values";
import type { GuestCommand, VirtualMachine } from "./arm";
import { currentEdition, type Edition, luks } from "./facts";
import { inEdition } from "./rules";

/** Commands that make or open a LUKS volume; installing the tool alone is none. */
const luksCommand =
  /\bcryptsetup\b(?:[ \t]+[^\s;|&,]+)*?[ \t]+(luks\w+|reencrypt|open)(?=\s|$)|\bluks(Format|Open|AddKey)\b/i;

/** The findings never quote the text: custom data and protected settings hold secrets. */
const finding = (path: string, got: string, edition: Edition): Finding => ({
  path,
  got,
  allowed: `no LUKS: Azure Backup does not support disks that Linux encrypts itself ${inEdition(edition)}`,
  fix: "encrypt with encryption at host, a disk encryption set or Azure Disk Encryption instead",
  ...cite(luks[edition]),
});

function inText(path: string, text: string, edition: Edition): Findings {
  const command = luksCommand.exec(text)?.[0].split(/\s+/);
  if (command === undefined) return [];
  return [
    finding(path, `a command that runs ${[...new Set([command[0], command.at(-1)])].join(" ")}`, edition),
  ];
}

/** The text of a Base64 value, or the value itself: some programs hand over what is not encoded yet. */
export const decoded = (value: unknown): string => {
  const text = textOf(value);
  return `${text}\n${Buffer.from(text, "base64").toString("utf8")}`;
};

/** No tag that says the VM's disks are LUKS volumes. Tags of other names are not read. */
export const tagsNameNoLuks =
  (edition: Edition = currentEdition): Rule<VirtualMachine> =>
  ({ tags }) =>
    forEachEntry(
      Object.keys(tags ?? {}).filter((key) => /luks|encrypt/i.test(key)),
      (key) => {
        const value = textOf(tags?.[key]);
        const says = /luks/i.test(value) || (/luks/i.test(key) && !/^(false|no|off|none|0)$/i.test(value));
        return says ? [finding(`tags["${key}"]`, value, edition)] : [];
      },
    );

/** First-boot scripts make no LUKS volume. */
export const bootScriptsRunNoLuks = (edition: Edition = currentEdition): readonly Rule<VirtualMachine>[] => [
  (vm) => inText("osProfile.customData", decoded(vm.osProfile?.customData), edition),
  (vm) => inText("userData", decoded(vm.userData), edition),
];

/** Extensions and run commands make no LUKS volume. */
export const guestCommandsRunNoLuks = (edition: Edition = currentEdition): readonly Rule<GuestCommand>[] => [
  (command) => inSettings("settings", command.settings, edition),
  (command) => inSettings("protectedSettings", command.protectedSettings, edition),
  (command) => inText("source.script", textOf(command.source?.script), edition),
];

/** Fields in which extensions take a command: a text, or a script in Base64. */
const inSettings = (path: string, settings: unknown, edition: Edition): Findings =>
  forEachEntry(["commandToExecute", "script"], (field) =>
    inText(
      `${path}.${field}`,
      decoded((settings as Record<string, unknown> | null | undefined)?.[field]),
      edition,
    ),
  );
