import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import type { Settings } from "../src/core/settings";

/** A requirement's settings as Pulumi wants them, with the values that hold unless configured. */
export const configSchema = (settings: Settings, given: object) => ({
  properties: Object.fromEntries(
    Object.entries(settings).map(([name, { schema, value }]) => [
      name,
      {
        ...(schema as PolicyConfigJSONSchema),
        default: ((given as Record<string, unknown>)[name] ?? value) as never,
      },
    ]),
  ),
});
