/** @jest-environment ./test/support/engineEnvironment.js */
// The provider of a vault at a later API version. Each provider needs a process of its own.
import { errorsOf, stackOf, succeeded } from "../support/engine";

jest.setTimeout(600_000);

const [one, two] = ["1", "2"].map((digit) => `${digit.repeat(8)}-1111-1111-1111-111111111111`);
const vaultType = "azure-native_recoveryservices_v20260501:recoveryservices:Vault";
const providerType = "pulumi:providers:azure-native_recoveryservices_v20260501";

it("is configured like the component's explicit provider, secrets included, or is the one that the user passes", async () => {
  const vault = { costDetail: "VaultLevel" };
  const stack = await stackOf("laterApi", {
    inProcess: "program",
    config: { own: one, clientSecret: "s3cret-of-the-test", local: two, vault },
  });
  const found = async (type: string) =>
    (await stack.exportState()).resources?.filter((resource) => resource.type === type) ?? [];
  try {
    // The user's own provider of the package would create the vault in another subscription.
    const refused = await stack.preview();
    expect(errorsOf(refused)).toContain(`it would create this resource in subscription ${two}`);
    expect(errorsOf(refused)).toContain(`The component's azure-native provider uses ${one}`);

    stack.setConfig({ local: undefined });
    succeeded(await stack.up());
    expect(String((await found(vaultType))[0]?.id)).toContain(`/subscriptions/${one}/`);
    expect((await found(providerType)).map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({ subscriptionId: expect.anything(), clientSecret: expect.anything() }),
    ]);
    expect(JSON.stringify(await stack.exportState())).not.toContain("s3cret-of-the-test");

    stack.setConfig({ local: one });
    succeeded(await stack.up());
    const [provider, ...others] = await found(providerType);
    expect(others).toEqual([]);
    expect(String(provider?.urn)).toContain("::local");
    expect(String((await found(vaultType))[0]?.provider)).toContain(String(provider?.urn));
    succeeded(await stack.destroy());
  } finally {
    stack.remove();
  }
});
