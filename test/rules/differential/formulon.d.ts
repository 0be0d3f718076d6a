declare module 'formulon' {
  export function parse(formula: string, substitutions?: Record<string, object>): object;
}
