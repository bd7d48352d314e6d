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
import { withDecodedText } from "./scriptText";

/** Commands that create, change or open a LUKS volume. Installing cryptsetup, or asking it about a disk, is not one. */
const cryptsetup = /\bcryptsetup(?=[ \t])/i;
const action = /[ \t](luksFormat|luksOpen|luksAddKey|luksChangeKey|luksResume|reencrypt|open)(?=\s|$)/i;
const luksAlone = /\bluks(Format|Open|AddKey)\b/i;

/**
 * The words of a LUKS command in a text: `cryptsetup luksOpen`, or `luksFormat`. Undefined: it has none. An action counts up to the next
 * comma or control character. Two patterns, one after the other, take linear time; one with both would take quadratic time.
 */
export function luksCommandIn(text: string): string | undefined {
  for (const part of text.match(/[^,\r\f\v]+[,\r\f\v]?/g) ?? []) {
    const command = cryptsetup.exec(part);
    const found = command && action.exec(part.slice(command.index + command[0].length));
    if (found) return `${command[0]} ${found[1]}`;
  }
  return luksAlone.exec(text)?.[0];
}

/** The commands that a script runs, without its comments and without commands that only print a text. */
const commandsOf = (script: string): string[] =>
  script
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/s, ""))
    .flatMap((line) => line.split(/[;&|]+/))
    .filter((command) => !/^\s*(-\s+)?["']?(sudo\s+)?(echo|printf|logger|which|man|type)\b/i.test(command));

const luksFound = (path: string, actual: unknown, edition: Edition): Verdict =>
  invalidValue({
    path,
    actual,
    accepted: `no disks that Linux encrypts itself with LUKS ${inEdition(edition)}`,
    by: "Azure Backup",
    fix: "use encryption at host, a disk encryption set or Azure Disk Encryption instead",
    ...cite(luks[edition]),
  });

/** Names the command and never quotes the script: custom data and protected settings contain secrets. */
function noLuksCommand(path: string, script: string, edition: Edition): Verdict {
  if (script === "") return noFindings;
  const command = commandsOf(script).flatMap((line) => luksCommandIn(line) ?? [])[0];
  return command === undefined
    ? noFindings
    : luksFound(path, described(`a command that runs ${command}`), edition);
}

/** Values with which a tag named after LUKS says that the VM uses it. */
const confirmsLuks = /^\s*(true|yes|on|1|enabled|active|required|used|luks\d?)\s*$/i;

/** Words with which a text about LUKS can say that the VM does not use it. */
const negation = /\b(no|not|non|never|none|without|false|off|disabled?|remove[ds]?|instead)\b/i;

/** No tag says that the VM's disks are LUKS volumes. Only tags whose names contain "luks" or "encrypt" are read. */
export const tagsNameNoLuks = (edition: Edition = currentEdition): Rule<VirtualMachine> =>
  named("tagsNameNoLuks", ({ tags }) =>
    forEachEntry(
      Object.keys(tags ?? {}).filter((key) => /luks|encrypt/i.test(key)),
      (key) => {
        const value = textOf(tags?.[key]);
        const usesLuks = /luks/i.test(key)
          ? confirmsLuks.test(value)
          : /luks/i.test(value) && !negation.test(value);
        return usesLuks ? luksFound(`tags["${key}"]`, value, edition) : noFindings;
      },
    ),
  );

/** Scripts that run at the first boot create no LUKS volume. */
export const bootScriptsRunNoLuks = (edition: Edition = currentEdition): Rule<VirtualMachine> =>
  named("bootScriptsRunNoLuks", (vm) =>
    all([
      attempt(() =>
        noLuksCommand("osProfile.customData", withDecodedText(vm.osProfile?.customData), edition),
      ),
      attempt(() => noLuksCommand("userData", withDecodedText(vm.userData), edition)),
    ]),
  );

/** Extensions and run commands create no LUKS volume. */
export const guestCommandsRunNoLuks = (edition: Edition = currentEdition): Rule<GuestCommand> =>
  named("guestCommandsRunNoLuks", (command) =>
    all([
      attempt(() => settingsRunNoLuks("settings", command.settings, edition)),
      attempt(() => settingsRunNoLuks("protectedSettings", command.protectedSettings, edition)),
      attempt(() => noLuksCommand("source.script", textOf(command.source?.script), edition)),
    ]),
  );

/** The two fields in which an extension has a command: a text, or a script in Base64. */
const settingsRunNoLuks = (path: string, settings: unknown, edition: Edition): Verdict =>
  forEachEntry(["commandToExecute", "script"], (field) =>
    noLuksCommand(
      `${path}.${field}`,
      withDecodedText((settings as Record<string, unknown> | null | undefined)?.[field]),
      edition,
    ),
  );
