import { questionsOn } from "../../simulate/texts.ts";
import { payBackOf, type Defence, type GamingWorld } from "./world.ts";

const asked = 2;

/** Of one unit that a washer pays for answers about its own items, what comes back, if the whole fee went to data: no offering gives more. */
export function washBack(world: GamingWorld, defence: Defence): number {
  const corpus = [...world.texts.base, ...world.texts.newcomer];
  return payBackOf(
    world,
    world.texts.newcomer.flatMap((item) => questionsOn(item, corpus, asked)),
    defence,
  );
}
