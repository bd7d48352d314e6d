import {
  diskPrice,
  diskSizeName,
  diskSizes,
  type RetailPrice,
  restoreMeters,
  vmPrice,
} from "../../src/cost/restoredVm";
import { formatSeconds } from "../../src/drill/duration";
import type { ArmJson } from "../../src/drill/network";
import type { Arm } from "../../src/live/arm";
import { apiVersions } from "../../src/live/restore";
import { normalLocation } from "../../src/region/location";
import { retailPricesOf, retailPricesOfFile } from "../cost/prices";
import type { Settings } from "./options";
import { regionOf } from "./place";
import type { PlannedVm } from "./plan";

/** Something that a drill is billed for while it exists. */
interface Part {
  readonly what: string;
  /** Undefined: no price is known. */
  readonly perHour: number | undefined;
  /** How long it will exist. Undefined: that is not known. */
  readonly hours: number | undefined;
}

/** A planned VM and how long its last restore took. */
export interface Priced {
  readonly planned: PlannedVm;
  readonly restoreSeconds: number | undefined;
}

const notIncluded = "Not included: the staging account, transactions, and licences other than Windows";

/** What the restored VMs and disks cost at Azure's public prices. What has no price is named, and never estimated. */
export async function priceLine(arm: Arm, settings: Settings, vms: readonly Priced[]): Promise<string> {
  const restored = vms.filter(({ planned }) => planned.drill.point !== null);
  if (restored.length === 0) return "Price: nothing is restored.";
  const prices = priceSource(settings, arm.isSimulated);
  const parts = (await Promise.all(restored.map((one) => partsOf(arm, settings, prices, one)))).flat();
  const known = parts.flatMap(({ perHour, hours }) => (perHour === undefined ? [] : [{ perHour, hours }]));
  const unknown = parts.filter(({ perHour }) => perHour === undefined).map(({ what }) => what);
  const perHour = known.reduce((sum, part) => sum + part.perHour, 0);
  const amount = (value: number) => `${value.toFixed(value < 1 ? 3 : 2)} ${prices.currency}`;
  const isTimed = known.every(({ hours }) => hours !== undefined);
  const total = known.reduce((sum, part) => sum + part.perHour * (part.hours ?? 0), 0);
  const time = isTimed
    ? `about ${amount(total)} if each restore takes as long as its last one`
    : "for how long is not known, because a VM has no earlier restore";
  const keep = settings.keepMs > 0 ? ` and is kept for ${formatSeconds(settings.keepMs / 1000)}` : "";
  return [
    ...(known.length > 0
      ? [`Price: ${amount(perHour)} an hour while everything exists, ${time}${isTimed ? keep : ""}.`]
      : ["Price: not known."]),
    ...(unknown.length > 0 ? [`No price is known of ${unknown.join("; ")}${prices.why}.`] : []),
    `${notIncluded}.`,
  ].join(" ");
}

async function partsOf(
  arm: Arm,
  { keepMs }: Settings,
  prices: PriceSource,
  { planned: { drill, diskIds }, restoreSeconds }: Priced,
): Promise<Part[]> {
  const { vm, point, disksOnly } = drill;
  const region = normalLocation(regionOf(drill));
  const hours = restoreSeconds === undefined ? undefined : (restoreSeconds + keepMs / 1000) / 3600;
  const part = (what: string, perHour: number | undefined): Part => ({
    what: `${vm.name}: ${what} in ${region}`,
    perHour,
    hours,
  });
  const disks = await disksOf(arm, diskIds);
  const diskParts = disks.map(async (disk) => {
    if (disk === undefined) return part("disks of unknown sizes", undefined);
    const [sku, sizeGB] = [(disk as { sku?: { name?: string } }).sku?.name, disk.properties?.diskSizeGB];
    const sizeName = diskSizeName(sku, typeof sizeGB === "number" ? sizeGB : undefined);
    const what = `a disk ${sizeName ?? `${sku ?? "of an unknown kind"} of ${sizeGB ?? "unknown"} GB`}`;
    if (sizeName === undefined) return part(what, undefined);
    const price = await prices.ofDisk(region, sizeName);
    return part(what, price === undefined ? undefined : price / diskSizes.hoursPerMonth);
  });
  if (disksOnly !== null) return Promise.all(diskParts);
  const osType = point?.osType;
  const what = `a VM ${vm.size ?? "of an unknown size"} (${osType ?? "operating system not known"})`;
  const isKnown = vm.size !== null && osType !== undefined;
  const price = isKnown ? await prices.ofVm(region, vm.size, osType.toLowerCase() === "windows") : undefined;
  return [part(what, price), ...(await Promise.all(diskParts))];
}

/** The disks of the source today. Undefined: one that is not known. */
async function disksOf(arm: Arm, ids: readonly string[] | undefined): Promise<(ArmJson | undefined)[]> {
  if (ids === undefined || ids.length === 0) return [undefined];
  return Promise.all(ids.map((id) => arm.get<ArmJson>(id, apiVersions.disks).catch(() => undefined)));
}

/** Azure's public prices, each asked for once. */
interface PriceSource {
  ofVm(region: string, size: string, isWindows: boolean): Promise<number | undefined>;
  ofDisk(region: string, sizeName: string): Promise<number | undefined>;
  readonly currency: string;
  /** Why prices are missing. Empty: Azure has none. */
  readonly why: string;
}

function priceSource({ prices: file, currency: asked }: Settings, isSimulated: boolean): PriceSource {
  let [currency, why] = [asked, ""];
  const answers = new Map<string, Promise<readonly RetailPrice[]>>();
  const read = async (filter: string): Promise<readonly RetailPrice[]> =>
    file === undefined ? retailPricesOf(filter, asked, isSimulated) : retailPricesOfFile(file);
  const price = async (
    filter: string,
    find: (prices: readonly RetailPrice[]) => RetailPrice | undefined,
  ): Promise<number | undefined> => {
    try {
      const answer = answers.get(filter) ?? read(`${filter} and priceType eq 'Consumption'`);
      answers.set(filter, answer);
      const found = find(await answer);
      currency = found?.currencyCode ?? currency;
      return found?.retailPrice;
    } catch (error) {
      why = ` (${(error as Error).message})`;
      return undefined;
    }
  };
  const { vm, disk } = restoreMeters;
  return {
    ofVm: (region, size, isWindows) =>
      price(
        `serviceName eq '${vm.service}' and armRegionName eq '${region}' and armSkuName eq '${size}'`,
        (prices) => vmPrice(prices, { region, size, isWindows }),
      ),
    ofDisk: (region, sizeName) =>
      price(
        `serviceName eq '${disk.service}' and armRegionName eq '${region}' and skuName eq '${sizeName}'`,
        (prices) => diskPrice(prices, { region, sizeName }),
      ),
    get currency() {
      return currency;
    },
    get why() {
      return why;
    },
  };
}
