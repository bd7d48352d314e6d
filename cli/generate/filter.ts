import type { AssessedVm } from "../../src/assess/assessment";
import { globMatchesName } from "../../src/core/glob";
import { passesFilter } from "../../src/discover/choose";
import { invalidOption } from "../failure";

/** Options that choose VMs, as discoverVms has them. */
export interface FilterOptions {
  readonly exclude?: readonly string[];
  readonly tag?: readonly string[];
  readonly resourceGroup?: readonly string[];
}

/** Which VMs are considered. @throws Failure for a tag without a name. */
export function filterOf({
  exclude = [],
  tag = [],
  resourceGroup = [],
}: FilterOptions): (vm: AssessedVm) => boolean {
  const tags = Object.fromEntries(tag.map(tagOf));
  return (vm) =>
    passesFilter(vm, { tags, exclude }) &&
    (resourceGroup.length === 0 || resourceGroup.some((glob) => globMatchesName(glob, vm.resourceGroup)));
}

function tagOf(option: string): [string, string] {
  const at = option.indexOf("=");
  const [name, value] = at < 0 ? [option, "*"] : [option.slice(0, at), option.slice(at + 1)];
  if (name === "") throw invalidOption("--tag", option, "the name of a tag, or <name>=<value>");
  return [name, value];
}

/** The filters that match none of the VMs, e.g. because of a misspelling: one that leaves out nothing protects what it should not. */
export function filtersWithoutVm(
  { exclude = [], tag = [], resourceGroup = [] }: FilterOptions,
  vms: readonly AssessedVm[],
): string[] {
  const single: FilterOptions[] = [
    ...tag.map((one) => ({ tag: [one] })),
    ...resourceGroup.map((one) => ({ resourceGroup: [one] })),
  ];
  return [
    ...exclude.map((one) => ({ exclude: [one] })).filter((one) => vms.every(filterOf(one))),
    ...single.filter((one) => !vms.some(filterOf(one))),
  ].flatMap(filtersOf);
}

/** The options as they were given. */
export const filtersOf = ({ exclude = [], tag = [], resourceGroup = [] }: FilterOptions): string[] => [
  ...exclude.map((value) => `--exclude ${value}`),
  ...tag.map((value) => `--tag ${value}`),
  ...resourceGroup.map((value) => `--resource-group ${value}`),
];
