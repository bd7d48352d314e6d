import { described } from "../core/finding";
import { cite } from "../core/limits";
import {
  all,
  attempt,
  forEachEntry,
  invalidValue,
  named,
  noFindings,
  type Rule,
  type Verdict,
} from "../core/rule";
import { textOf } from "../core/values";
import type { GuestCommand, VirtualMachine } from "./arm";
import { currentEdition, type Edition, luks } from "./facts";
import { inEdition } from "./rules";

/** Commands that make, change or open a LUKS volume; installing the tool, or asking it about a disk, is none. */
const actions = "luksFormat|luksOpen|luksAddKey|luksChangeKey|luksResume|reencrypt|open";
const luksCommand = new RegExp(
  `\\bcryptsetup\\b(?:[ \\t]+[^\\s;|&,]+)*?[ \\t]+(${actions})(?=\\s|$)|\\bluks(Format|Open|AddKey)\\b`,
  "i",
);

/** The commands of a script that run: no comments, and nothing that is printed alone. */
const commandsOf = (script: string): string[] =>
  script
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, ""))
    .flatMap((line) => line.split(/[;&|]+/))
    .filter((command) => !/^\s*(-\s+)?["']?(sudo\s+)?(echo|printf|logger|which|man|type)\b/i.test(command));

/** The findings never quote the text: custom data and protected settings hold secrets. */
const encrypts = (path: string, got: unknown, edition: Edition): Verdict =>
  invalidValue({
    path,
    actual: got,
    accepted: `no LUKS: Azure Backup does not support disks that Linux encrypts itself ${inEdition(edition)}`,
    fix: "encrypt with encryption at host, a disk encryption set or Azure Disk Encryption instead",
    ...cite(luks[edition]),
  });

function inText(path: string, text: string, edition: Edition): Verdict {
  const command = commandsOf(text)
    .flatMap((line) => luksCommand.exec(line)?.[0] ?? [])[0]
    ?.split(/\s+/);
  if (command === undefined) return noFindings;
  const words = [...new Set([command[0], command.at(-1)])].join(" ");
  return encrypts(path, described(`a command that runs ${words}`), edition);
}

/** The text of a Base64 value, or the value itself: some programs hand over what is not encoded yet. */
export const decoded = (value: unknown): string => {
  const text = textOf(value);
  return `${text}\n${Buffer.from(text, "base64").toString("utf8")}`;
};

/** What a tag of LUKS' name must say to mean it. */
const affirms = /^\s*(true|yes|on|1|enabled|active|required|used|luks\d?)\s*$/i;

/** A word by which a text about LUKS may mean its absence. */
const denies = /\b(no|not|non|never|none|without|false|off|disabled?|remove[ds]?|instead)\b/i;

/** No tag that says the VM's disks are LUKS volumes. Tags of other names are not read. */
export const tagsNameNoLuks = (edition: Edition = currentEdition): Rule<VirtualMachine> =>
  named("tagsNameNoLuks", ({ tags }) =>
    forEachEntry(
      Object.keys(tags ?? {}).filter((key) => /luks|encrypt/i.test(key)),
      (key) => {
        const value = textOf(tags?.[key]);
        const says = /luks/i.test(key) ? affirms.test(value) : /luks/i.test(value) && !denies.test(value);
        return says ? encrypts(`tags["${key}"]`, value, edition) : noFindings;
      },
    ),
  );

/** First-boot scripts make no LUKS volume. */
export const bootScriptsRunNoLuks = (edition: Edition = currentEdition): Rule<VirtualMachine> =>
  named("bootScriptsRunNoLuks", (vm) =>
    all([
      attempt(() => inText("osProfile.customData", decoded(vm.osProfile?.customData), edition)),
      attempt(() => inText("userData", decoded(vm.userData), edition)),
    ]),
  );

/** Extensions and run commands make no LUKS volume. */
export const guestCommandsRunNoLuks = (edition: Edition = currentEdition): Rule<GuestCommand> =>
  named("guestCommandsRunNoLuks", (command) =>
    all([
      attempt(() => inSettings("settings", command.settings, edition)),
      attempt(() => inSettings("protectedSettings", command.protectedSettings, edition)),
      attempt(() => inText("source.script", textOf(command.source?.script), edition)),
    ]),
  );

/** Fields in which extensions take a command: a text, or a script in Base64. */
const inSettings = (path: string, settings: unknown, edition: Edition): Verdict =>
  forEachEntry(["commandToExecute", "script"], (field) =>
    inText(
      `${path}.${field}`,
      decoded((settings as Record<string, unknown> | null | undefined)?.[field]),
      edition,
    ),
  );
