import * as pulumi from "@pulumi/pulumi";
import type { Argument, ArgumentType } from "../../src/component/argumentTypes";
import { errorsOf } from "./forms";
import { tables, valid, vmId } from "./validArguments";
import { checkOf } from "./watchedCheck";

jest.mock("../../src/component/check", () => require("./watchedCheck").watchedModule());

/** No English word and no name of Azure's has four of these letters in a row. */
const marker = "zqxjkvwq";
const mark = (i: number) => `${marker}${i}`;
const idWith = (types: string) => `/subscriptions/${mark(0)}/resourceGroups/${mark(1)}/providers/${types}`;

/** Texts that rules take apart, each part with the marker. */
const texts = [
  marker,
  ` ${marker} ${mark(1)} `,
  idWith(`Microsoft.Compute/virtualMachines/${mark(2)}`),
  idWith(`Microsoft.RecoveryServices/vaults/${mark(2)}/backupPolicies/${mark(3)}`),
  idWith(`Microsoft.RecoveryServices/vaults/${mark(2)}`),
  idWith(`Microsoft.Network/ipGroups/${mark(2)}/${mark(3)}`),
  `https://${mark(0)}:${mark(1)}@${mark(2)}.vault.azure.net:8080/keys/${mark(3)}`,
  `vm;iaasvmcontainerv2;${mark(0)};${mark(1)}`,
  `${marker.repeat(40)}/${mark(1)}`,
];

/** Values with the marker for every argument and every field inside an argument. */
function values({ type }: Argument): unknown[] {
  if (type === "text" || type === "number" || type === "boolean" || type === "any") return texts;
  if ("oneOf" in type) return texts.slice(0, 2);
  if ("list" in type) return [marker, ...values(type.list).map((value) => [value])];
  if ("map" in type)
    return [marker, ...values(type.map).map((value) => ({ [mark(8)]: value })), { [`${marker}!`]: {} }];
  return [marker, { [mark(9)]: 1 }, ...fieldsWith(type)];
}

const fieldsWith = (type: Extract<ArgumentType, { fields: unknown }>): unknown[] =>
  Object.entries(type.fields).flatMap(([name, field]) => values(field).map((value) => ({ [name]: value })));

/** A structure with a value merged into it, and each text with the marker as a secret, or its whole as one. */
function merged(base: unknown, over: unknown): unknown {
  if (Array.isArray(over) || typeof over !== "object" || over === null) return over;
  const own = typeof base === "object" && base !== null && !Array.isArray(base) ? base : {};
  const [first] = Object.values(own);
  return {
    ...own,
    ...Object.fromEntries(
      Object.entries(over).map(([key, value]) => [
        key,
        merged((own as Record<string, unknown>)[key] ?? (key.startsWith(marker) ? first : undefined), value),
      ]),
    ),
  };
}

const secretTextsIn = (value: unknown): unknown => {
  if (typeof value === "string") return value.includes(marker) ? pulumi.secret(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(secretTextsIn);
  // A key is no secret if its structure is none.
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key.replaceAll(marker, "key"), secretTextsIn(field)]),
  );
};

const argumentsWith = (component: string): unknown[] =>
  Object.entries(tables[component] ?? {}).flatMap(([name, argument]) =>
    values(argument).flatMap((value) => {
      const base = valid[component] as Record<string, unknown>;
      const whole = merged(base[name], value);
      return [
        { ...base, [name]: pulumi.secret(whole) },
        { ...base, [name]: secretTextsIn(whole) },
      ];
    }),
  );

const vms = [
  { vmId: texts[2], vmName: "web", resourceGroupName: "bank" },
  { vmId: texts[2], vmName: mark(5), resourceGroupName: mark(1) },
  { vmId, vmName: mark(5), resourceGroupName: "bank" },
  { vmId, policyId: texts[3] },
].flatMap((vm) => [
  { ...valid.ProtectedVms, vms: { web: secretTextsIn(vm) } },
  { ...valid.ProtectedVms, policyId: pulumi.secret(texts[3]), vms: { web: secretTextsIn(vm) } },
  { ...valid.ProtectedVms, vms: { a: secretTextsIn(vm), b: secretTextsIn(vm) } },
  { ...valid.ProtectedVms, vms: { web: pulumi.secret(vm) } },
]);

/** Every message of a component's check of each of the arguments. */
async function messages(component: string, all: readonly unknown[]): Promise<string[]> {
  const found: string[] = [];
  const logs = (["warn", "info", "error"] as const).map((level) =>
    jest
      .spyOn(pulumi.log, level)
      .mockImplementation(async (...[text]: [msg: string, ...unknown[]]) => void found.push(text)),
  );
  const checked = await checkOf(component);
  const { errors } = await errorsOf(() => {
    for (const args of all) {
      try {
        checked(args);
      } catch (error) {
        found.push((error as Error).message);
      }
    }
  });
  for (const log of logs) log.mockRestore();
  return [...found, ...errors.map(({ message }) => message)];
}

const fourLetters = [...marker].slice(3).map((_, i) => marker.slice(i, i + 4));
const shows = (text: string): boolean => fourLetters.some((part) => text.toLowerCase().includes(part));

it.each(Object.keys(valid))(
  "%s: no message shows a part of a secret argument",
  async (component) => {
    const found = await messages(component, [
      ...argumentsWith(component),
      ...(component === "ProtectedVms" ? vms : []),
    ]);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(shows)).toEqual([]);
  },
  60_000,
);

it("a value that is not secret is shown", async () => {
  const vm = { vmId: texts[2], vmName: "web", resourceGroupName: "bank" };
  const found = await messages("ProtectedVms", [{ ...valid.ProtectedVms, vms: { web: vm } }]);
  expect(found.filter(shows)).not.toEqual([]);
});
