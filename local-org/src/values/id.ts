const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const FORM = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

/**
 * Whether `text` has the form of a record id: 15 letters and digits, or 18. The platform does not
 * verify the checksum (Apex Reference, "Id Class"): ids made up in tests, such as 001000000000000001, are valid.
 */
export function isId(text: string): boolean {
  return FORM.test(text);
}

/** The 18-character form of an id of either form; a text that is no id stays as it is. */
export function to18(text: string): string {
  return text.length === 15 && FORM.test(text) ? text + suffixOf(text) : text;
}

/** The 18-character form, or undefined when `text` is no valid id. */
export function asId(text: string): string | undefined {
  return isId(text) ? to18(text) : undefined;
}

/** The case checksum: each letter of it stands for the capitals among five characters. */
function suffixOf(text: string): string {
  let suffix = '';
  for (let block = 0; block < 3; block += 1) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const code = text.charCodeAt(block * 5 + place);
      if (code >= 65 && code <= 90) bits |= 1 << place;
    }
    suffix += SUFFIX[bits];
  }
  return suffix;
}

/** The 15-character form: the checksum gives the capitals back where the case was lost (Apex Reference, Id.to15). */
export function to15(id: string): string {
  let head = '';
  for (let index = 0; index < 15; index += 1) {
    const bits = SUFFIX.indexOf(id.charAt(15 + Math.floor(index / 5)).toUpperCase());
    const isCapital = ((bits >> index % 5) & 1) === 1;
    head += isCapital ? id.charAt(index).toUpperCase() : id.charAt(index).toLowerCase();
  }
  return head;
}
