/** The picture of what examples/quickstart deploys, drawn from the resources that the program registers. */
import { type RegisteredResource, registeredBy } from "./registered";

const example = "examples/quickstart/index.ts";

/** docs/picture.svg. */
export async function picture(): Promise<string> {
  return draw(await registeredBy(example));
}

const [width, rowHeight, top] = [760, 46, 118] as const;

function draw(registered: readonly RegisteredResource[]): string {
  const of = (type: string) =>
    registered
      .filter((one) => one.type === `azure-native:${type}`)
      .sort((a, b) => a.name.localeCompare(b.name));
  const one = (type: string): RegisteredResource => {
    const [found] = of(type);
    if (found === undefined) throw new Error(`${example} has no ${type}`);
    return found;
  };
  const [group, vault, policy] = [
    one("resources:ResourceGroup"),
    one("recoveryservices:Vault"),
    one("recoveryservices:ProtectionPolicy"),
  ];
  const [subnet, lockdown] = [one("network:Subnet"), one("network:NetworkSecurityGroup")];
  const vms = of("compute:VirtualMachine");
  const items = of("recoveryservices:ProtectedItem");
  const bottom = top + vms.length * rowHeight + 62;
  const rows = vms.flatMap((vm, i) => {
    const y = top + i * rowHeight;
    const item = items.find(({ inputs }) =>
      text(inputs, "properties.sourceResourceId").endsWith(`/${vm.name}`),
    );
    if (item === undefined) return [];
    return [
      box("plain", 40, y, 250, 36, vm.name, disksOf(vm)),
      `<path class="arrow" d="M290 ${y + 18}H448" marker-end="url(#head)"/>`,
      box("ours", 456, y, 250, 36, item.name, ""),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${bottom + 54}" width="${width}" role="img" aria-label="${label(vms, vault)}">`,
    style,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
    `<rect class="page" width="${width}" height="${bottom + 54}" rx="10"/>`,
    `<text class="small" x="24" y="30">resource group ${group.name}, ${text(group.inputs, "location")}</text>`,
    frame("plain", 24, 42, 282, bottom - 42, `subnet ${subnet.name}`, text(subnet.inputs, "addressPrefix")),
    frame("ours", 440, 42, 282, bottom - 42, `vault ${vault.name}`, redundancyOf(vault)),
    `<text class="small middle" x="369" y="${top - 22}">policy ${policy.name}</text>`,
    `<text class="small middle" x="369" y="${top - 6}">${timeOf(policy)}</text>`,
    ...rows,
    ...rulesOf(lockdown).map(
      ({ kind, text }, i) => `<text class="small ${kind}" x="40" y="${bottom - 30 + i * 17}">${text}</text>`,
    ),
    `<text class="small" x="456" y="${bottom - 30}">${retentionOf(policy)}</text>`,
    `<rect class="ours" x="24" y="${bottom + 20}" width="16" height="12" rx="3"/>`,
    `<text class="small" x="48" y="${bottom + 31}">created by azure-vm-backup; everything else is yours</text>`,
    "</svg>\n",
  ].join("\n");
}

const style = `<style>
text { font: 14px system-ui, sans-serif; fill: #1b1f24 } .small { font-size: 12.5px; fill: #57606a } .mark { fill: #0969da } .middle { text-anchor: middle }
.page { fill: #ffffff; stroke: #d0d7de } .plain { fill: #f6f8fa; stroke: #8c959f } .ours { fill: #ddf4ff; stroke: #0969da }
.arrow { fill: none; stroke: #0969da; stroke-width: 1.5 } .head { fill: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .small { fill: #9da7b3 } .mark { fill: #58a6ff } .page { fill: #0d1117; stroke: #30363d } .plain { fill: #161b22; stroke: #6e7681 }
.ours { fill: #0c2d4f; stroke: #58a6ff } .arrow { stroke: #58a6ff } .head { fill: #58a6ff }
}
</style>`;

/** A box with a name on its left and a detail on its right. */
const box = (
  kind: string,
  x: number,
  y: number,
  w: number,
  h: number,
  name: string,
  detail: string,
): string =>
  `<rect class="${kind}" x="${x}" y="${y}" width="${w}" height="${h}" rx="6"/><text x="${x + 12}" y="${y + 23}">${name}</text><text class="small" x="${x + w - 12}" y="${y + 23}" text-anchor="end">${detail}</text>`;

/** A frame around boxes, with a title and a line below it. */
const frame = (
  kind: string,
  x: number,
  y: number,
  w: number,
  h: number,
  name: string,
  detail: string,
): string =>
  `<rect class="${kind}" x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill-opacity="0.45"/><text x="${x + 16}" y="${y + 24}">${name}</text><text class="small" x="${x + 16}" y="${y + 42}">${detail}</text>`;

const label = (vms: readonly RegisteredResource[], vault: RegisteredResource): string =>
  `${vms.map(({ name }) => name).join(", ")} in a subnet, each with a protected item in the vault ${vault.name} under one policy`;

const disksOf = ({ inputs }: RegisteredResource): string => {
  const count = (at(inputs, "storageProfile.dataDisks") as unknown[]).length;
  return `${count} data disk${count === 1 ? "" : "s"}`;
};

const redundancyOf = ({ inputs }: RegisteredResource): string => {
  const settings = at(inputs, "properties.redundancySettings") as Record<string, string>;
  const restore = settings.crossRegionRestore === "Enabled" ? ", cross-region restore" : "";
  return `${settings.standardTierStorageRedundancy}${restore}`;
};

const timeOf = ({ inputs }: RegisteredResource): string =>
  `${text(inputs, "properties.schedulePolicy.dailySchedule.scheduleRunTimes.0").slice(11, 16)} each day`;

const retentionOf = ({ inputs }: RegisteredResource): string =>
  ["daily", "weekly", "monthly"]
    .map(
      (kind) =>
        `${text(inputs, `properties.retentionPolicy.${kind}Schedule.retentionDuration.count`)} ${kind}`,
    )
    .join(", ")
    .concat(" points");

/** The rules of a security group by priority; the rules of this library are highlighted, which their description reveals. */
const rulesOf = ({ name, inputs }: RegisteredResource): { kind: string; text: string }[] =>
  [...(at(inputs, "securityRules") as { name: string; priority: number; description?: string }[])]
    .sort((a, b) => a.priority - b.priority)
    .map((rule) => ({
      kind: rule.description?.startsWith("Azure Backup") ? "mark" : "",
      text: `${name} ${rule.priority} ${rule.name}`,
    }));

/** The value at a path, e.g. `a.b.0`. */
const at = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);

function text(value: unknown, path: string): string {
  const found = at(value, path);
  if (typeof found !== "string" && typeof found !== "number") throw new Error(`${example} has no ${path}`);
  return String(found);
}
