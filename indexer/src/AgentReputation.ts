import { feedbackGrounded, feedbackRevoked, newFeedback, responseAppended } from "./feedback/feedback.ts";
import type { Reducers } from "./fold/contracts.ts";

export const agentReputationReducers: Reducers<"AgentReputation"> = {
  NewFeedback: newFeedback,
  FeedbackRevoked: feedbackRevoked,
  FeedbackGrounded: feedbackGrounded,
  ResponseAppended: responseAppended,
};
