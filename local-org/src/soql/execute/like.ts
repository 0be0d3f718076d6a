/** The regular expression of a LIKE pattern: `%` any text, `_` one character, `\%` and `\_` themselves; case does not matter. */
export function likePattern(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i += 1) {
    const letter = pattern[i]!;
    if (letter === '\\' && i + 1 < pattern.length) source += literal(pattern[(i += 1)]!);
    else if (letter === '%') source += '.*';
    else if (letter === '_') source += '.';
    else source += literal(letter);
  }
  return new RegExp(`^${source}$`, 'isu');
}

function literal(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
