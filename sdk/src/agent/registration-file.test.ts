import { expect } from "chai";

import { InvalidRegistrationFileError } from "./errors.ts";
import { REGISTRATION_TYPE, isRegisteredAs, parseRegistrationFile, registrationFile, type AgentProfile } from "./registration-file.ts";

const REGISTRY = "0x8004A169FB4a3325136EB29fA0ceB6D2e539a432";
const profile: AgentProfile = {
  name: "Vault reviewer",
  description: "Reviews vault code for reentrancy.",
  image: "",
  services: [
    { name: "web", endpoint: "https://agent.example" },
    { name: "A2A", endpoint: "https://agent.example/.well-known/agent-card.json", version: "0.3.0" },
  ],
  x402Support: false,
  active: true,
  registrations: [{ chainId: 10, registry: REGISTRY, agentId: 7n }],
  supportedTrust: ["reputation"],
};

describe("registrationFile", () => {
  it("writes the fields and names of ERC-8004", () => {
    expect(JSON.parse(registrationFile(profile))).to.deep.equal({
      ...profile,
      type: REGISTRATION_TYPE,
      registrations: [{ agentId: 7, agentRegistry: `eip155:10:${REGISTRY}` }],
    });
  });

  it("is read back as it was", () => {
    expect(parseRegistrationFile(registrationFile(profile))).to.deep.equal(profile);
  });

  it("reads a file with the least fields and others' own", () => {
    const least = { type: REGISTRATION_TYPE, name: "a", description: "", services: [], ours: 1 };
    expect(parseRegistrationFile(JSON.stringify(least))).to.deep.include({ active: true, x402Support: false, registrations: [] });
  });

  it("tells an agent's own file from somebody else's", () => {
    const entry = profile.registrations[0]!;
    expect(isRegisteredAs(profile, { ...entry, registry: REGISTRY.toLowerCase() as typeof REGISTRY })).to.equal(true);
    expect(isRegisteredAs(profile, { ...entry, agentId: 8n })).to.equal(false);
    expect(isRegisteredAs(profile, { ...entry, chainId: 11 })).to.equal(false);
  });

  it("says what is wrong with a file", () => {
    const file = JSON.parse(registrationFile(profile)) as Record<string, unknown>;
    const cases: readonly (readonly [string, string])[] = [
      ["{", "not JSON"],
      ["[]", "not an object"],
      [JSON.stringify({ ...file, type: "other" }), 'type is "other"'],
      [JSON.stringify({ ...file, name: 3 }), "name is 3"],
      [JSON.stringify({ ...file, services: {} }), "services is {}"],
      [JSON.stringify({ ...file, services: [{ name: "web" }] }), "endpoint is undefined"],
      [JSON.stringify({ ...file, registrations: [{ agentId: 1, agentRegistry: "eip155:1:0x00" }] }), "agentRegistry is"],
      [JSON.stringify({ ...file, registrations: [{ agentId: -1, agentRegistry: `eip155:1:${REGISTRY}` }] }), "agentId is -1"],
    ];
    for (const [text, message] of cases) {
      expect(() => parseRegistrationFile(text), text).to.throw(InvalidRegistrationFileError, message);
    }
    const large = { ...profile, registrations: [{ ...profile.registrations[0]!, agentId: 2n ** 60n }] };
    expect(() => registrationFile(large)).to.throw(InvalidRegistrationFileError, "above 2^53");
  });
});
