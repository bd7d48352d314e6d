/** What Pulumi writes in a preview or a state in place of a value that is not known yet. */
export const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Key of the object that stands in a state in place of a secret value. */
export const secretMark = "4dabf18193072939515e22adb298388d";
