import { backupPolicies } from "../../policies/pack";
import { checkPolicy } from "../../simulator/azure/policyCheck";
import { types } from "../support/tokens";
import { set } from "./compliant";
import { existing } from "./existing";
import { analyzeAlone } from "./server";

const policies = backupPolicies();
const mandatory = async (type: string, props: object) =>
  (await analyzeAlone(policies, { type, props })).filter(({ level }) => level === "mandatory");

it("there are enough of them, and none twice", () => {
  expect(existing.length).toBeGreaterThanOrEqual(60);
  expect(new Set(existing.map(({ what }) => what)).size).toBe(existing.length);
});

it.each(existing.map((body) => [body.what, body] as const))(
  "%s: nothing mandatory is found",
  async (_, body) => {
    expect(await mandatory(body.type, body.props)).toEqual([]);
  },
);

it.each(existing.map((body) => [body.what, body] as const))(
  "%s: a certain fault is found",
  async (_, body) => {
    const props = structuredClone(body.props);
    const [path, value] = body.fault;
    set(props, path.split("."), value);
    expect((await mandatory(body.type, props)).length).toBeGreaterThan(0);
  },
);

it.each(existing.filter(({ type }) => type === types.policy).map((body) => [body.what, body] as const))(
  "simulated Azure takes %s",
  (_, { props }) => {
    expect(checkPolicy("EnhancedPolicy", props.properties)).toBeUndefined();
  },
);
