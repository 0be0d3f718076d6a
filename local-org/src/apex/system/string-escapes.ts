const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const HTML: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u00a0': '&nbsp;', '¡': '&iexcl;', '¢': '&cent;', '£': '&pound;', '¥': '&yen;', '§': '&sect;',
  '©': '&copy;', '«': '&laquo;', '®': '&reg;', '°': '&deg;', '±': '&plusmn;', '²': '&sup2;', '³': '&sup3;', 'µ': '&micro;', '¶': '&para;', '·': '&middot;',
  '»': '&raquo;', '¼': '&frac14;', '½': '&frac12;', '¾': '&frac34;', '¿': '&iquest;', 'À': '&Agrave;', 'Á': '&Aacute;', 'Â': '&Acirc;', 'Ã': '&Atilde;',
  'Ä': '&Auml;', 'Å': '&Aring;', 'Æ': '&AElig;', 'Ç': '&Ccedil;', 'È': '&Egrave;', 'É': '&Eacute;', 'Ê': '&Ecirc;', 'Ë': '&Euml;', 'Ñ': '&Ntilde;',
  'Ö': '&Ouml;', '×': '&times;', 'Ø': '&Oslash;', 'Ü': '&Uuml;', 'ß': '&szlig;', 'à': '&agrave;', 'á': '&aacute;', 'â': '&acirc;', 'ã': '&atilde;',
  'ä': '&auml;', 'å': '&aring;', 'æ': '&aelig;', 'ç': '&ccedil;', 'è': '&egrave;', 'é': '&eacute;', 'ê': '&ecirc;', 'ë': '&euml;', 'ñ': '&ntilde;',
  'ö': '&ouml;', '÷': '&divide;', 'ø': '&oslash;', 'ü': '&uuml;',
};
const HTML4: Readonly<Record<string, string>> = { ...HTML, '€': '&euro;', '–': '&ndash;', '—': '&mdash;', '‘': '&lsquo;', '’': '&rsquo;', '“': '&ldquo;', '”': '&rdquo;', '…': '&hellip;', '™': '&trade;', '•': '&bull;' };
const CONTROL: Readonly<Record<string, string>> = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

function escaper(table: Readonly<Record<string, string>>): (s: string) => string {
  return (s) => [...s].map((sign) => table[sign] ?? sign).join('');
}

function unescaper(table: Readonly<Record<string, string>>): (s: string) => string {
  const back = new Map(Object.entries(table).map(([sign, name]) => [name, sign]));
  return (s) =>
    s.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|\w+);/g, (whole: string, decimal?: string, hex?: string) => {
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return hex === undefined ? (back.get(whole) ?? whole) : String.fromCodePoint(Number.parseInt(hex, 16));
    });
}

const unicode = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function escapeCode(s: string, quotes: string): string {
  return Array.from({ length: s.length }, (_, at) => s[at]!)
    .map((sign) => CONTROL[sign] ?? (quotes.includes(sign) ? `\\${sign}` : sign < ' ' || sign > '~' ? unicode(sign) : sign))
    .join('');
}

function unescapeCode(s: string): string {
  return s.replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, part: string) => {
    if (part.length === 5) return String.fromCharCode(Number.parseInt(part.slice(1), 16));
    const control = Object.entries(CONTROL).find(([, code]) => code === `\\${part}`);
    return control === undefined ? part : control[0];
  });
}

/** The methods of String that escape and unescape, as commons-lang does. */
export const STRING_ESCAPES = {
  escapecsv: (s: string) => (/[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s),
  escapeecmascript: (s: string) => escapeCode(s, '\\\'"/'),
  escapehtml3: escaper(HTML),
  escapehtml4: escaper(HTML4),
  escapejava: (s: string) => escapeCode(s, '\\"'),
  escapeunicode: (s: string) => Array.from({ length: s.length }, (_, at) => s[at]!).map((sign) => (sign > '~' ? unicode(sign) : sign)).join(''),
  escapexml: escaper(XML),
  unescapecsv: (s: string) => (/^".*"$/s.test(s) && /[",\r\n]/.test(s.slice(1, -1)) ? s.slice(1, -1).replaceAll('""', '"') : s),
  unescapeecmascript: unescapeCode,
  unescapehtml3: unescaper(HTML),
  unescapehtml4: unescaper(HTML4),
  unescapejava: unescapeCode,
  unescapeunicode: (s: string) => s.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  unescapexml: unescaper(XML),
};
