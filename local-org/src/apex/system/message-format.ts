/** java.text.MessageFormat for texts: `{0}` is replaced, quotes make their content literal, two quotes are one. */
export function formatMessage(pattern: string, values: readonly string[]): string {
  let result = '';
  let quoted = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    if (sign === "'") {
      if (pattern[at + 1] === "'") {
        result += "'";
        at += 1;
      } else quoted = !quoted;
      continue;
    }
    const place = quoted || sign !== '{' ? null : /^\{\s*(\d+)\s*\}/.exec(pattern.slice(at));
    if (place === null) {
      result += sign;
      continue;
    }
    result += values[Number(place[1])] ?? place[0];
    at += place[0].length - 1;
  }
  return result;
}
