import { textOf } from "../core/values";

/** A value's text, followed by that text decoded from Base64: some programs pass a script before it is encoded. */
export const withDecodedText = (value: unknown): string => {
  const text = textOf(value);
  if (text === "") return "";
  return `${text}\n${Buffer.from(text, "base64").toString("utf8")}`;
};
