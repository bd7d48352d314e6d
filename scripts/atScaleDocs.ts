import { expressed, unexpressed } from "../src/atScale/conditions";
import { blocks, expressedRequirements } from "../src/atScale/definitions";
import { assignmentRoles, builtIn } from "../src/atScale/facts";
import { requirements } from "../src/requirements";

const policyLink = (name: string) => `[\`${name}\`](policies/${name}.md)`;

/** The definitions of the initiative: what each one asks, its parameters, its effect, what it leaves out. */
export function expressedTable(): string {
  const rows = expressedRequirements.map((requirement) => {
    const { name, description } = requirement;
    const { settings = [], lacks } = expressed[name] ?? { settings: [] };
    const effect = blocks(requirement) ? "as asked" : "Audit";
    const parameters = settings.map((one) => `\`${one}\``).join(", ");
    return `| ${policyLink(name)} | ${description} | ${effect} | ${parameters} | ${lacks ?? ""} |`;
  });
  return [
    "| requirement | what it asks | effect | parameters | what it leaves to the policy pack |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** The requirements that Azure Policy's language does not say, and why. */
export function unexpressedTable(): string {
  const rows = requirements
    .filter(({ name }) => Object.hasOwn(unexpressed, name))
    .map(({ name, description }) => {
      const { why, azurePolicy = [] } = unexpressed[name] ?? { why: "" };
      return `| ${policyLink(name)} | ${description} | ${why} | ${azurePolicy.map((id) => `\`${id}\``).join(", ")} |`;
    });
  return [
    "| requirement | what it asks | why not | Azure's own definition |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** Azure's own definitions that are assigned, with their sources. */
export function builtInTable(): string {
  const says: Readonly<Record<keyof typeof builtIn, string>> = {
    withTag: "`tagValues` given: backs up the VMs of the region that have one of the values",
    withoutTag: "`tagValues` left out: backs up the other VMs of the region",
    audit: "`audit`: lists VMs without a backup, of any image",
  };
  const rows = Object.entries(builtIn).map(
    ([key, { id, source, asOf }]) => `| ${says[key as keyof typeof builtIn]} | [${id}](${source}), ${asOf} |`,
  );
  return ["| what | Azure's definition |", "|---|---|", ...rows].join("\n");
}

/** The roles that each assignment's identity gets. */
export function rolesTable(): string {
  const { vms, vault } = assignmentRoles;
  return [
    "| role | on | why |",
    "|---|---|---|",
    `| ${vms.name} (${vms.id}) | \`scope\`, where the VMs are | the deployment begins in the VM's resource group and reads the VM |`,
    `| ${vault.name} (${vault.id}) | the vault's resource group | the deployment goes on there and writes the protected item |`,
  ].join("\n");
}
