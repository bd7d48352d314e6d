import { secretMark } from "../../src/stack/marks";
import { Failure } from "../failure";
import type { Pulumi } from "../pulumi";
import type { StateResource } from "./importedResource";
import { assertUnchanged, exportedState, importState } from "./state";
import { type Path, replaced, spansOf, textAt } from "./stateText";

/** What a preview shows instead of a secret. */
export const shownSecret = "[secret]";

/** Paths of the secrets in the inputs that a preview shows. */
function secretPaths(inputs: string): ReadonlySet<string> {
  const isSecret = ({ span }: { span: { start: number; end: number } }) =>
    textAt(inputs, span) === JSON.stringify(shownSecret);
  return new Set(
    spansOf(inputs, () => true)
      .filter(isSecret)
      .map(({ path }) => JSON.stringify(path)),
  );
}

/** A program's inputs with the resource's own values in the places of the secrets, which a preview does not show. */
export function withOwnSecrets(declared: string, own: unknown): string {
  const paths = secretPaths(declared);
  const changes = spansOf(declared, (path) => paths.has(JSON.stringify(path))).flatMap(({ path, span }) => {
    const value = valueAt(own, path);
    return value === undefined ? [] : [{ span, by: JSON.stringify(value) }];
  });
  return replaced(declared, changes);
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

/**
 * The state with what the program declares as a secret marked as one, so that an import of it encrypts it: an import from Azure reads it as
 * plain text. It is the same text if nothing is to be encrypted.
 *
 * @param declared The program's inputs as JSON texts, by URN.
 */
export function withMarkedSecrets(before: string, declared: ReadonlyMap<string, string>): string {
  const { deployment } = JSON.parse(before) as { deployment?: { resources?: StateResource[] } };
  const paths = (deployment?.resources ?? []).map(({ urn, custom }) =>
    custom === true ? secretPaths(declared.get(urn) ?? "{}") : new Set<string>(),
  );
  const isSecret = ([a, b, index, field, ...path]: Path) =>
    a === "deployment" &&
    b === "resources" &&
    (field === "inputs" || field === "outputs") &&
    paths[Number(index)]?.has(JSON.stringify(path)) === true;
  const changes = spansOf(before, isSecret)
    .map(({ span }) => ({ span, text: textAt(before, span) }))
    .filter(({ text }) => text !== "null" && !text.includes(secretMark))
    .map(({ span, text }) => ({ span, by: asSecret(text) }));
  const after = replaced(before, changes);
  if (after.replace(ownSecret, (_, text: string) => JSON.parse(text)) !== before)
    throw new Failure(
      "The changed state differs from the stack's in more than secrets, so it was not imported.",
    );
  return after;
}

/** Imports the state with its secrets marked, if something is to be encrypted. Returns the state of the stack. */
export async function encryptSecrets(
  pulumi: Pulumi,
  before: string,
  declared: ReadonlyMap<string, string>,
): Promise<string> {
  const after = withMarkedSecrets(before, declared);
  if (after === before) return before;
  await assertUnchanged(pulumi, before);
  await importState(pulumi, after);
  return exportedState(pulumi);
}

/** The value of Pulumi's mark for a secret: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const secretValue = "1b47061264138c4ac30d75fd1eb44270";

/** A JSON text as a secret that `pulumi stack import` encrypts. */
const asSecret = (text: string): string =>
  `{"${secretMark}":"${secretValue}","plaintext":${JSON.stringify(text)}}`;

const ownSecret = new RegExp(
  `\\{"${secretMark}":"${secretValue}","plaintext":("(?:[^"\\\\]|\\\\.)*")\\}`,
  "g",
);
