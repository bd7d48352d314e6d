import { repair } from "../../cli/repair/repair";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(180_000);

const vms = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`vm${i}`, vmId(`vm${i}`)]));
const crash = (resource: string, times = 1) => ({ resource, operation: "create", crash: "after", times });

it.each([
  ["an item", 6, "*:ProtectedItem"],
  ["the policy", 2, "*:ProtectionPolicy"],
  ["the vault", 2, "*:Vault"],
])(
  "a crash after Azure made %s of %i VMs: one command, and the next up has it all",
  async (_, count, resource) => {
    const stack = await stackOf("backup", { config: { vmIds: vms(count) }, faults: [crash(resource)] });
    expect((await stack.up({ env })).ok).toBe(false);
    expect(errorsOf(await stack.up({ env }))).toContain("cannot create already existing resource");

    const said: string[] = [];
    const options = { pulumi: stack.pulumi, say: (line: string) => void said.push(line) };
    expect(await repair({ ...options, yes: false })).toBe(0);
    expect(said.at(-1)).toContain("no other stack manages them");
    expect(await repair({ ...options, yes: true })).toBeGreaterThan(0);

    const up = await stack.up({ env });
    expect(errorsOf(up)).toBe("");
    expect(moves(up).filter((move) => /delete|replace/.test(move))).toEqual([]);
    expect(Object.keys((await stack.up({ env })).changes)).toEqual(["same"]);
    expect(await repair({ ...options, yes: true })).toBe(0);
    stack.remove();
  },
);
