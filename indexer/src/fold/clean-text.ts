/** Longest text a column takes, in UTF-16 units. The contracts allow 256 bytes; anything longer is cut. */
export const MAX_TEXT_LENGTH = 4_096;

// NUL breaks Postgres, the other control characters and bidirectional overrides break or fake whatever prints them.
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const PRINTABLE = /^[\u0020-\u007e]*$/;

/** Text that any database, terminal and page can show: unsafe and malformed characters become U+FFFD. */
export const cleanText = (text: string): string =>
  // Nearly all text is ids of our own making.
  text.length <= MAX_TEXT_LENGTH && PRINTABLE.test(text) ? text : cleaned(text);

const cleaned = (text: string): string => text.slice(0, MAX_TEXT_LENGTH).toWellFormed().replace(UNSAFE, "\ufffd");
