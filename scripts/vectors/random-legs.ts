import { contributionId, LEG_CLASS_CODES, sortLegs, type Leg, type LegClass } from "../../sdk/src/index.ts";
import type { Random } from "./random.ts";

const CLASSES = Object.keys(LEG_CLASS_CODES) as LegClass[];

/** `count` legs in canonical order: of few accounts and pages, so that one contribution sometimes has several classes. */
export function randomLegs(random: Random, count: number, maximumWeight = 65_535): readonly Leg[] {
  const legs = new Map<string, Leg>();
  while (legs.size < count) {
    const legClass = CLASSES[random.int(0, 2)]!;
    const id = contributionId(random.int(1, 12), random.int(1, 400));
    legs.set(`${id} ${legClass}`, { contributionId: id, weight: random.int(1, maximumWeight), class: legClass });
  }
  return sortLegs([...legs.values()]);
}
