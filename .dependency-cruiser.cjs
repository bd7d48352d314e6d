/**
 * Which import is allowed. `npm run check` refuses every other one, imports of types included.
 * A room is a folder of `src`, or a file directly in it. To add a room, add a row.
 */

/** Each room, and the rooms above it in this list that it may import. */
const rooms = {
  core: "",
  region: "core",
  names: "core",
  compliance: "core",
  live: "core",
  component: "core names",
  vault: "core region names component",
  backupPolicy: "core region names component vault",
  vm: "core region names",
  network: "core region names component",
  protection: "core region names component live vault backupPolicy vm network",
  requirements: "core vault backupPolicy vm network protection",
  rowForms: "core vault vm network protection",
  stack: "core protection rowForms",
  regional: "core region names component vault backupPolicy vm network protection",
  cost: "core region vault backupPolicy vm network protection",
  assess: "core region compliance vault backupPolicy vm network protection requirements rowForms",
  discover: "core region live vault backupPolicy vm network protection requirements regional assess",
  atScale: "core region names component vault backupPolicy vm network protection requirements assess",
  rules: "core region vault backupPolicy vm network protection requirements regional cost assess atScale",
  drill: "core region names component network protection",
  index: "core region vault backupPolicy vm network protection regional discover atScale drill",
  plugin: "component index",
};

/** The files of a room that work with Pulumi. Every other file of `src` loads without Pulumi. */
const pulumiFiles = {
  component: ".*",
  vault:
    "backupVault|backupVaultArgs|declaredVaults|immutability|resourceGuard|privateDnsZoneNames|children/.*",
  backupPolicy: "vmBackupPolicy|vmBackupPolicyArgs|policyUsers",
  "network/firewall": "backupFirewallRule",
  "network/proxy": "proxyExceptionRule|proxyInboundRule|vmProxySettings",
  "network/securityRule":
    "backupNsgRule|backupServiceTagRules|child|conflictAdvice|existingRule|groupRules|neighbours",
  network: "inlineSecurityRules",
  "protection/component":
    "protectedVms|protectedVmsArgs|previewWarnings|reportChanges|immutability|configuredCloud|itemHooks|itemsInAzure|itemsInState|recordedVms",
  regional: "regionalBackup|regionalBackupArgs|vaultChanges|policiesInUse|children/.*",
  discover: "discoverVms",
  drill: "restoreDrillNetwork",
  atScale: "backupAtScale|backupAtScaleArgs|children|supportLimitsInitiative",
};

const names = Object.keys(rooms);
const inRooms = (which) => `^src/(${which.join("|")})(/|\\.ts$)`;
const usingPulumi = [
  "^src/plugin\\.ts$",
  ...Object.entries(pulumiFiles).map(([folder, files]) => `^src/${folder}/(${files})\\.ts$`),
];
const ours = "^(src|policies|cli|simulator|bench|scripts|test|examples)/";

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** Only rows above a room count, so that no list can make two rooms import each other. */
function roomRule(room, row) {
  const above = rooms[room].split(" ").filter((name) => names.slice(0, row).includes(name));
  const comment = `${room} may import ${above.join(", ") || "no other room"}.`;
  return rule(
    `src/${room}`,
    comment,
    { path: inRooms([room]) },
    { path: ours, pathNot: inRooms([room, ...above]) },
  );
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...names.map(roomRule),
    rule(
      "unlisted-room",
      "A new room needs a row in .dependency-cruiser.cjs.",
      { path: "^src/", pathNot: inRooms(names) },
      {},
    ),
    rule(
      "pulumi-free",
      "Only src/component and the files listed with it work with Pulumi: the rules load without it.",
      { path: "^src/", pathNot: usingPulumi },
      { path: ["(^|/)@pulumi/", "^src/component/"] },
    ),
    rule(
      "policies",
      "The policy pack judges resources: it loads no component, and none of the tools that use it.",
      { path: "^policies/" },
      { path: [...usingPulumi, "^src/index\\.ts$", "^(cli|simulator)/"] },
    ),
    rule(
      "simulated-azure",
      "Simulated Azure is the other party: it knows nothing of the library that the tests compare with it.",
      { path: "^simulator/azure/" },
      { path: ours, pathNot: "^simulator/azure/" },
    ),
    rule(
      "shipped",
      "The package contains none of these folders.",
      { path: "^(src|policies|cli|simulator)/" },
      { path: "^(bench|scripts|test|examples)/" },
    ),
    rule("no-cycle", "Files that import each other cannot be read one at a time.", {}, { circular: true }),
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^dist/"] },
    tsPreCompilationDeps: true,
  },
};
