/** One figure of the bench. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  /** `peerValue / value`: how many times more the peer costs. */
  readonly ratio?: number;
}

/** A peer's figure in the same unit. */
export interface Peer {
  readonly name: string;
  readonly value: number;
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** A row, rounded, beside a peer if there is one. */
export function rowOf(name: string, unit: string, value: number, peer?: Peer): Row {
  const row = { name, value: round(value), unit };
  return peer === undefined ? row : { ...row, peer: peer.name, peerValue: round(peer.value), ratio: round(peer.value / value) };
}
