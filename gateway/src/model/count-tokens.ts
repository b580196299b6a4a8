import { tokenise } from "../attribution/tokenise.ts";
import type { ChatMessage } from "./types.ts";

/**
 * Tokens as the embedded model bills them: words of the `lexical` tokeniser, and one for each six characters of a longer word. For
 * another upstream, which has its own tokens, the count is an estimate and marked as one.
 */
export function countTokens(text: string): number {
  return tokenise(text).words.reduce((sum, word) => sum + Math.ceil(word.length / 6), 0);
}

/** Tokens of a conversation: its texts, and two for each message. */
export function countPromptTokens(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content) + 2, 0);
}
