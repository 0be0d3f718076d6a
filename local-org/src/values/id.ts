const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const FORM = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

/** Whether `text` has the form of a record id: 15 letters and digits, or 18 whose last three are the right checksum. */
export function isId(text: string): boolean {
  if (!FORM.test(text)) return false;
  return text.length === 15 || suffixOf(text).toUpperCase() === text.slice(15).toUpperCase();
}

/** The 18-character form of an id of either form; a text that is no id stays as it is. */
export function to18(text: string): string {
  if (text.length === 15) return FORM.test(text) ? text + suffixOf(text) : text;
  return text.length === 18 && FORM.test(text) ? restored(text) : text;
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

/** An 18-character id says in its suffix which letters are capitals; a text whose case was lost gets it back. */
function restored(text: string): string {
  let head = '';
  for (let index = 0; index < 15; index += 1) {
    const bits = SUFFIX.indexOf(text[15 + Math.floor(index / 5)]!.toUpperCase());
    const capital = ((bits >> index % 5) & 1) === 1;
    head += capital ? text[index]!.toUpperCase() : text[index]!.toLowerCase();
  }
  return head + text.slice(15).toUpperCase();
}
