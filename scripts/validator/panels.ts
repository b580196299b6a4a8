import type { Hex } from "viem";

import { requirePublicHost } from "../../gateway/src/admission/public-host.ts";
import { corpusReader } from "../court/snapshot-index.ts";
import { openRailSession, type RailSession } from "../epoch-rail/session.ts";
import { stepCases, type PanelSources } from "../panel/cases.ts";
import { stepCommittees } from "../panel/committees.ts";
import { panelGateway } from "../panel/gateway.ts";
import { NotRunHere, Unserved } from "../panel/receipt-legs.ts";
import { attempt, ballotHash, readVote, type PanelContract, type PanelDesk } from "../panel/votes.ts";
import { openContents, type ContentPlaces } from "./contents.ts";
import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";
import type { ValidatorState } from "./state.ts";

type Work = { readonly contents: ContentPlaces; readonly state: ValidatorState };

async function deskOf(session: Session, { state }: Pick<Work, "state">): Promise<PanelDesk> {
  const { options, deployment, output } = session;
  const rail = await openRailSession({ rpcUrl: options.rpcUrl, deployment, key: options.key });
  return { session: rail, validator: await session.account(), state, output, keeps: options.keep };
}

/** Gateways at the addresses that the chain has for them; texts from the operator's places first. */
function sourcesOf({ options }: Session, { contents }: Work, rail: RailSession, account: number): PanelSources {
  return {
    async gateway(id) {
      const url = await rail.read<string>("GatewayRegistry", "endpointOf", [id]);
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Unserved(`gateway ${id} has no http address on chain`);
      if (!options.allowPrivateHosts)
        await requirePublicHost(new URL(url).hostname, `the host of gateway ${id}`).catch((error: Error) => {
          throw new Unserved(`${error.message}; --allow-private-hosts asks it all the same`);
        });
      return panelGateway(rail, { url, account, key: options.key! });
    },
    reader({ url }) {
      const find: ContentPlaces["find"] = async (root, salt) =>
        (await contents.find(root, salt)) ?? (await openContents([url], undefined)).find(root, salt);
      const read = corpusReader({ session: rail, gateway: url, contents: { find }, salts: options.salts });
      return async (places) => {
        // Who was never let into a private Datanet cannot say that its gateway withholds the texts.
        for (const { datanet } of places)
          if (!options.salts.has(datanet) && BigInt(await rail.read<Hex>("DatanetRegistry", "saltOf", [datanet])) === 0n)
            throw new NotRunHere(`Datanet ${datanet} is private, and its salt is not in OPENLEDGER_DATANET_SALTS`);
        return read(places);
      };
    },
  };
}

/** Panels that this validator may be a member of, where the deployment has them. @returns One look: does what is owed now. */
export function panelWork(session: Session, work: Work): () => Promise<void> {
  const { contracts } = session.deployment;
  const done = { cases: new Set<number>(), votes: new Set<number>() };
  let desk: PanelDesk | undefined;
  return async () => {
    // Who only recommends decides about panels alone, too.
    if ((contracts.RerunPanel ?? contracts.InfluencePriors) === undefined || session.options.recommend) return;
    desk ??= await deskOf(session, work);
    const sources = sourcesOf(session, work, desk.session, desk.validator);
    if (contracts.RerunPanel !== undefined) await stepCases(desk, sources, done.cases);
    if (contracts.InfluencePriors !== undefined) await stepCommittees(desk, sources, done.votes);
  };
}

/** `ballot <contract> <vote> <ballot>`: commits a ballot that the operator decided; `run` shows it. */
export async function commitBallot(
  session: Session,
  work: Pick<Work, "state">,
  contract: string,
  vote: number,
  ballot: Hex,
): Promise<void> {
  if (contract !== "RerunPanel" && contract !== "InfluencePriors")
    throw new UsageError(`the contract is ${contract.slice(0, 40)}; it must be RerunPanel or InfluencePriors`);
  const desk = await deskOf(session, work);
  const { session: rail, validator, state, output } = desk;
  const stored = await readVote(rail, contract satisfies PanelContract, vote);
  const members = await rail.read<readonly number[]>("PanelDraws", "membersOf", [stored.draw]);
  const seats = members.flatMap((member, seat) => (member === validator && ((stored.barred >>> seat) & 1) === 0 ? [seat] : []));
  if (seats.length === 0) throw new UsageError(`account ${validator} is not a member of vote ${vote} of ${contract}`);
  for (const seat of seats.filter((own) => ((stored.committed >>> own) & 1) === 0)) {
    const place = `${contract} ${vote}/${seat}`;
    const salt = state.saltFor(`ballot ${rail.address(contract)} ${place}`);
    const hash = ballotHash(vote, validator, ballot, salt);
    await state.keepBallot(place, { ballot, salt, hash });
    if (!(await attempt(desk, contract, "commitBallot", [vote, seat, validator, hash])))
      throw new UsageError(`vote ${vote} of ${contract} takes no ballot of seat ${seat} now`);
    output.say(`· ${contract} ${vote}: committed the ballot of seat ${seat}`);
  }
}
