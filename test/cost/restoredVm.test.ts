import { diskPrice, diskSizeName, type RetailPrice, vmPrice } from "../../src/cost/restoredVm";

it.each<[string | undefined, number | undefined, string | undefined]>([
  ["Premium_LRS", 128, "P10 LRS"],
  ["Premium_LRS", 129, "P15 LRS"],
  ["Premium_ZRS", 4, "P1 ZRS"],
  ["StandardSSD_LRS", 30, "E4 LRS"],
  ["Standard_LRS", 4, "S4 LRS"],
  ["Standard_LRS", 32_767, "S80 LRS"],
  ["Premium_LRS", 40_000, undefined],
  ["PremiumV2_LRS", 100, undefined],
  ["UltraSSD_LRS", 100, undefined],
  [undefined, 100, undefined],
  ["Premium_LRS", undefined, undefined],
])("a disk %s of %s GB is billed as %s", (sku, sizeGB, name) => {
  expect(diskSizeName(sku, sizeGB)).toBe(name);
});

const vm = (changes: RetailPrice = {}): RetailPrice => ({
  ...{
    armRegionName: "westeurope",
    armSkuName: "Standard_D2s_v5",
    unitOfMeasure: "1 Hour",
    retailPrice: 0.1,
  },
  ...{
    productName: "Virtual Machines Dsv5 Series",
    skuName: "D2s v5",
    meterName: "D2s v5",
    type: "Consumption",
  },
  ...changes,
});
const wanted = { region: "westeurope", size: "standard_d2s_v5", isWindows: false };

it.each<[string, RetailPrice[], number | undefined]>([
  ["the usual price", [vm()], 0.1],
  [
    "not Windows'",
    [vm(), vm({ productName: "Virtual Machines Dsv5 Series Windows", retailPrice: 0.2 })],
    0.1,
  ],
  ["not a spot VM's", [vm({ skuName: "D2s v5 Spot", retailPrice: 0.01 }), vm()], 0.1],
  ["not a low-priority VM's", [vm({ meterName: "D2s v5 Low Priority", retailPrice: 0.01 })], undefined],
  ["not a reservation's", [vm({ type: "Reservation", retailPrice: 500 }), vm()], 0.1],
  ["not a cloud service's", [vm({ productName: "Dsv5 Series Cloud Services", retailPrice: 0.3 }), vm()], 0.1],
  ["not another region's", [vm({ armRegionName: "northeurope" })], undefined],
  ["not another size's", [vm({ armSkuName: "Standard_D4s_v5" })], undefined],
  ["not one of two prices", [vm(), vm({ retailPrice: 0.3 })], undefined],
  ["none", [], undefined],
])("a VM has %s", (_, prices, price) => {
  expect(vmPrice(prices, wanted)?.retailPrice).toBe(price);
});

it("a Windows VM has Windows' price", () => {
  const windows = vm({ productName: "Virtual Machines Dsv5 Series Windows", retailPrice: 0.2 });
  expect(vmPrice([vm(), windows], { ...wanted, isWindows: true })?.retailPrice).toBe(0.2);
});

const disk = (changes: RetailPrice = {}): RetailPrice => ({
  ...{ armRegionName: "westeurope", productName: "Premium SSD Managed Disks", unitOfMeasure: "1/Month" },
  ...{ skuName: "P10 LRS", meterName: "P10 LRS Disk", retailPrice: 20, ...changes },
});

it.each<[string, RetailPrice[], number | undefined]>([
  ["its price", [disk()], 20],
  ["the price under the earlier name", [disk({ meterName: "P10 Disks" })], 20],
  ["not a mount's", [disk({ meterName: "P10 LRS Disk Mount", retailPrice: 1 }), disk()], 20],
  ["not that of another product", [disk({ productName: "Blob Storage" })], undefined],
  ["not that of an hour", [disk({ unitOfMeasure: "1 Hour" })], undefined],
])("a disk has %s", (_, prices, price) => {
  expect(diskPrice(prices, { region: "westeurope", sizeName: "P10 LRS" })?.retailPrice).toBe(price);
});
