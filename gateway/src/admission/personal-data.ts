import type { Finding } from "./secrets.ts";

/** Personal data that is never a matter of degree: numbers of persons' cards, accounts and identities, with their checksums. */
export function findIdentifiers(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (what: string, pattern: RegExp, isReal: (match: string) => boolean) => {
    for (const { 0: match, index } of text.matchAll(pattern)) if (isReal(match)) findings.push({ what, position: index });
  };
  add("a payment card number", /(?<![\w.-])(?:\d{4}[ -]){3}\d{4}(?![\w-])|(?<![\w.-])3[47]\d{2}[ -]\d{6}[ -]\d{5}(?![\w-])/g, isCard);
  add("a bank account number", /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/g, isIban);
  add("a social security number", /(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g, () => true);
  return findings.sort((a, b) => a.position - b.position);
}

/** Addresses of roles, of examples and of machines; everybody may have them. */
const roles =
  /^(?:abuse|admin|contact|contacts|dev|developers?|hello|help|hi|info|legal|license|licensing|mail|maintainers?|noreply|no-reply|office|oss|privacy|sales|security|service|support|team|webmaster|git|user|users|you|me|name|your|yourname|someone|foo|bar|test|alice|bob|me|anonymous)\b/i;
const examples =
  /@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.(?:example|test|invalid|local|localhost))$|@users\.noreply\.github\.com$/i;

/** Private mail addresses and telephone numbers, each once. */
export function findContacts(text: string): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const { 0: address, index } of text.matchAll(/(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![\w@])/g)) {
    // `package@1.2.3` and `import(user@host.sol)` are no addresses.
    if (roles.test(address) || examples.test(address) || /\.(?:sol|ts|js|json|md|py|rs|go|html|css)$/i.test(address)) continue;
    const key = address.toLowerCase();
    if (!found.has(key)) found.set(key, { what: "a mail address", position: index });
  }
  for (const { 0: number, index } of text.matchAll(
    /(?<![\w.])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){2,4}(?![\w.-])/g,
  )) {
    const key = number.replace(/\D/g, "");
    if (key.length >= 10 && key.length <= 15 && !found.has(key)) found.set(key, { what: "a telephone number", position: index });
  }
  return [...found.values()].sort((a, b) => a.position - b.position);
}

function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (!/^(?:4|5[1-5]|2[2-7]|3[47]|6(?:011|5))/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isIban(text: string): boolean {
  const plain = text.replace(/ /g, "");
  if (plain.length < 15 || plain.length > 34) return false;
  const rotated = plain.slice(4) + plain.slice(0, 4);
  let rest = 0;
  for (const character of rotated) {
    const value = Number.parseInt(character, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}
