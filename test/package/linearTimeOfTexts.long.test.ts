// Text from outside (scripts, tags, names, ids) takes linear time: eight times the text, about eight times the time. A pattern that needs
// quadratic time takes 64 times as long, and a minute for a script of 160 kB.

import { isScope } from "../../src/atScale/assignmentRules";
import { halfHourOf } from "../../src/backupPolicy/clock";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { pages } from "../../src/core/pages";
import { judge, type Rule } from "../../src/core/rule";
import { nearestNames, withoutEnd } from "../../src/core/values";
import { cloudOf, endpointVariable } from "../../src/live/cloud";
import { argumentForms } from "../../src/names/arguments";
import { hasForm } from "../../src/names/form";
import { proxyOfScript } from "../../src/network/proxy/script";
import { vmProxySettingsRules } from "../../src/network/proxy/vmProxyRules";
import { normalLocation } from "../../src/region/location";
import { backupVaultRules } from "../../src/vault/argumentRules";
import {
  bootScriptsRunNoLuks,
  guestCommandsRunNoLuks,
  luksCommandIn,
  tagsNameNoLuks,
} from "../../src/vm/luks";
import { domainControllerCommandNote } from "../../src/vm/restoreNotes";
import { agentInstallsExtensions } from "../../src/vm/supportConditions";
import { slowTexts } from "../support/linear";

const vaultArguments = (text: string) => ({
  ...{ vaultName: text, location: text, lock: text },
  encryption: { keyUri: text, userAssignedIdentity: text },
  privateEndpoints: { web: { privateDnsZoneIds: [text] } },
});

it.each<[string, (text: string) => unknown]>([
  ["a LUKS command", luksCommandIn],
  [
    "an extension's command",
    (text) =>
      judge([guestCommandsRunNoLuks(), domainControllerCommandNote], {
        settings: { commandToExecute: text },
      }),
  ],
  ["a boot script", (text) => judge([bootScriptsRunNoLuks(), agentInstallsExtensions], { userData: text })],
  ["a tag", (text) => judge([tagsNameNoLuks()], { tags: { luks: text, encryption: text } })],
  ["a proxy script", proxyOfScript],
  [
    "a proxy's address",
    (text) => judge(vmProxySettingsRules, { proxyHost: text, proxyPort: 1, osType: text }),
  ],
  ["a vault's arguments", (text) => judge(backupVaultRules as readonly Rule<object>[], vaultArguments(text))],
  [
    "a policy's arguments",
    (text) =>
      judge(vmBackupPolicyRules as readonly Rule<object>[], {
        ...{ policyName: text, timeZone: text, schedule: { daily: { time: text } } },
        instantRestoreResourceGroup: { prefix: text, suffix: text },
      }),
  ],
  [
    "a name or an id",
    (text) =>
      Object.values(argumentForms)
        .flatMap(Object.values)
        .map((form) => hasForm(form, "it", text)),
  ],
  ["a time", halfHourOf],
  ["a scope", (text) => isScope("scope", text, ["subscription"], pages.faq)],
  ["an endpoint", (text) => cloudOf(undefined, { [endpointVariable]: text })],
  ["a name", (text) => nearestNames(text, ["westeurope", "crossRegionRestore"])],
  ["a region", normalLocation],
  ["a text's end", (text) => withoutEnd(text, "-")],
])("%s takes linear time", (_, run) => {
  expect(slowTexts(run)).toEqual([]);
});
