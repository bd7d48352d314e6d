import {
  codesWhileItemsLeave,
  maxRetries,
  pauseSeconds,
  transientCodes,
  transientReason,
} from "../../src/component/transientErrors";

const status = (code: number, name = "X") => `Status=${code} Code="${name}" Message="…"`;
const partial = `1 error occurred:\n\t* ${status(429, "TooManyRequests")}`;

it.each<[string, string, string, boolean]>([
  ["a throttled create", "create", status(429), true],
  ["a throttled create without a code", "create", 'Status=429 Message="…"', true],
  [
    "the look before a create",
    "create",
    "cannot check existence of resource '/x': status code 503, {}",
    true,
  ],
  ["trouble of the service", "update", status(503), true],
  ["a create that Azure took", "create", partial, false],
  ["an update that Azure took", "update", partial, false],
  ["a create that Azure took, whatever it says", "create", `${partial} BMSUserErrorObjectLocked`, false],
  ["an update that found the item held", "update", "1 error: BMSUserErrorObjectLocked", true],
  ["the first of the service's troubles", "update", status(500), true],
  ["the last of them", "update", status(599), true],
  ["what is none", "update", status(600), false],
  ["what exists", "create", "cannot create already existing resource '/x'", false],
  ["a wrong request", "create", status(400), false],
  ["no rights", "create", status(403), false],
  ["any other conflict", "update", status(409, "Conflict"), false],
  ["a create that took too long", "create", "operation timed out", false],
  ...Object.keys(transientCodes.value).map((code): [string, string, string, boolean] => [
    code,
    "delete",
    status(409, code),
    true,
  ]),
])("%s: %s %s is transient or not", (_, operation, error, passes) => {
  expect(transientReason(operation, error, false) !== undefined).toBe(passes);
});

it.each(Object.keys(codesWhileItemsLeave.value))("%s is transient only while items are deleted", (code) => {
  expect(transientReason("delete", status(400, code), false)).toBeUndefined();
  expect(transientReason("delete", status(400, code), true)).toContain("still has items");
});

it("waits twice as long each time, and not for ever", () => {
  const pauses = Array.from({ length: maxRetries + 1 }, (_, i) => pauseSeconds(i + 1, 15));
  expect(pauses).toEqual([15, 30, 60, 120, undefined]);
});
