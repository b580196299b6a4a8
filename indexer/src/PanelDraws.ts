import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";
import { drawRequested, panelDrawn, secretCommitted, secretRevealed, seedBlockFixed, seedBlockRead } from "./validation/draws.ts";

export const panelDrawsReducers: Reducers<"PanelDraws"> = {
  DrawRequested: drawRequested,
  SecretCommitted: secretCommitted,
  SeedBlockFixed: seedBlockFixed,
  SeedBlockRead: seedBlockRead,
  SecretRevealed: secretRevealed,
  PanelDrawn: panelDrawn,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Draw"),
  AuthorityUpdated: authorityUpdated,
};
