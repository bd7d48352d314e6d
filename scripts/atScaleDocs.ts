import { azurePolicyConditions } from "../src/atScale/conditions/all";
import { packOnlyRequirements } from "../src/atScale/conditions/packOnly";
import { azurePolicyRequirements, usesChosenEffect } from "../src/atScale/definitions";
import { assignmentRoles } from "../src/atScale/facts";
import { builtIn } from "../src/protection/builtIn/definitions";
import { builtInImages, missedImages } from "../src/protection/builtIn/images";
import { requirements } from "../src/requirements";

const policyLink = (name: string) => `[\`${name}\`](policies/${name}.md)`;

/** The definitions of the initiative: what each requires, its effect, its parameters and what only the policy pack checks. */
export function expressedTable(): string {
  const rows = azurePolicyRequirements.map((requirement) => {
    const { name, description } = requirement;
    const { settings = [], notChecked } = azurePolicyConditions[name] ?? { settings: [] };
    const effect = usesChosenEffect(requirement) ? "the value of `effect`" : "Audit";
    const parameters = settings.map((setting) => `\`${setting}\``).join(", ");
    return `| ${policyLink(name)} | ${description} | ${effect} | ${parameters} | ${notChecked ?? ""} |`;
  });
  return [
    "| policy | requirement | effect | parameters | checked only by the policy pack |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** The requirements that Azure Policy cannot express, and why. */
export function unexpressedTable(): string {
  const rows = requirements
    .filter(({ name }) => Object.hasOwn(packOnlyRequirements, name))
    .map(({ name, description }) => {
      const { why, azurePolicy = [] } = packOnlyRequirements[name] ?? { why: "" };
      return `| ${policyLink(name)} | ${description} | ${why} | ${azurePolicy.map((id) => `\`${id}\``).join(", ")} |`;
    });
  return [
    "| policy | requirement | why Azure Policy cannot express it | Azure's built-in definition |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** Azure's built-in definitions that `BackupAtScale` assigns, with their sources. */
export function builtInTable(): string {
  const purpose: Readonly<Record<keyof typeof builtIn, string>> = {
    withTag: "an entry with `tagValues`: backs up the VMs of the region that have one of the values",
    withoutTag: "an entry without `tagValues`: backs up the other VMs of the region",
    audit: "`audit`: lists VMs without a backup, of any image",
  };
  const rows = Object.entries(builtIn).map(
    ([key, { id, source, asOf }]) =>
      `| ${purpose[key as keyof typeof builtIn]} | [${id}](${source}), ${asOf} |`,
  );
  return ["| purpose | Azure's built-in definition |", "|---|---|", ...rows].join("\n");
}

/** Images that Azure's definitions skip, although Azure Backup supports them. */
export function skippedImagesTable(): string {
  const { version, source, asOf } = builtInImages;
  return [
    `The list is that of version ${version}, [${asOf}](${source}). It does not contain, for example:`,
    "",
    "| operating system | an image that is skipped (publisher, offer, sku) |",
    "|---|---|",
    ...missedImages.map(
      ({ os, publisher, offer, sku }) => `| ${os} | \`${publisher}\`, \`${offer}\`, \`${sku}\` |`,
    ),
  ].join("\n");
}

/** The roles of each assignment's identity. */
export function rolesTable(): string {
  const { vms, vault } = assignmentRoles;
  return [
    "| role | scope | why |",
    "|---|---|---|",
    `| ${vms.name} (${vms.id}) | \`scope\`, which contains the VMs | the deployment starts in the VM's resource group and reads the VM |`,
    `| ${vault.name} (${vault.id}) | the vault's resource group | the deployment continues there and writes the protected item |`,
  ].join("\n");
}
