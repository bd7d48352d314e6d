// Resources for every policy of the pack: one for each violation that its tests know, or the compliant ones.
import * as pulumi from "@pulumi/pulumi";
import { compliant } from "../../policies/compliant";
import { violatingProps, violations } from "../../policies/violations";

const config = new pulumi.Config();
const version = "3.28.0";
class AnyResource extends pulumi.CustomResource {}
const create = (type: string, name: string, props: object) =>
  new AnyResource(type, name, { ...props }, { version });

const kind = config.require("kind");
if (kind === "compliant") {
  for (const [type, props] of Object.entries(compliant)) create(type, type.split(":").at(-1) ?? "", props);
}
if (kind === "violations") {
  violations.forEach((violation, i) => {
    create(violation.type, `${violation.policy}-${i}`, violatingProps(violation));
  });
}
