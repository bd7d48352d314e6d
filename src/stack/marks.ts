/** Pulumi writes this text in a preview or a state instead of a value that is not known yet. */
export const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Pulumi writes an object with this key in a state instead of a secret value. */
export const secretMark = "4dabf18193072939515e22adb298388d";
