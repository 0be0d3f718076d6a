import type { CredentialHeader, NamedCredential } from '../contract.ts';
import { UnsupportedError } from '../errors.ts';
import { compileFormula } from '../formula/compile.ts';
import type { Transaction } from '../transaction.ts';
import type { OrgData } from './data.ts';
import type { ExternalCredential } from './external-credentials.ts';
import { principalKey } from './external-credentials.ts';

/** Thrown out of a header's formula: a parameter of the credential has no value. */
class MissingParameter extends Error {
  override readonly name = 'MissingParameter';
}

/**
 * The headers that a Named Credential and its external credential add to a callout; undefined where the running user may
 * use no principal, or the principal lacks a value that a header needs. Those of the Named Credential overwrite others of
 * the same name (Salesforce Help, Create and Edit Custom Headers).
 */
export function credentialHeaders(tx: Transaction, credential: NamedCredential, data: OrgData): readonly CredentialHeader[] | undefined {
  const name = credential.externalCredential;
  const external = name === null ? null : data.externalCredentials.get(name.toLowerCase());
  if (external === undefined) return undefined;
  if (external !== null) refuseProtocol(external);
  if (external !== null && !mayUse(tx, external, data)) return undefined;
  const own = new Set(credential.headers.map((header) => header.name.toLowerCase()));
  const inherited = (external?.headers ?? []).filter((header) => !own.has(header.name.toLowerCase()));
  try {
    return [...credential.headers, ...inherited].map((header) => ({ name: header.name, value: valueOf(header.value, tx, external, data) }));
  } catch (error) {
    if (error instanceof MissingParameter) return undefined;
    throw error;
  }
}

function refuseProtocol({ name, protocol, principals }: ExternalCredential): void {
  if (protocol !== 'Custom' && protocol !== 'NoAuthentication') throw new UnsupportedError(`Named Credentials with the external credential ${name} (${protocol})`);
  if (protocol === 'Custom' && principals.length === 0) throw new UnsupportedError(`the external credential ${name} without a named principal`);
}

/** Even an administrator needs a permission set that opens a principal. */
function mayUse(tx: Transaction, { name, protocol, principals }: ExternalCredential, data: OrgData): boolean {
  return protocol === 'NoAuthentication' || principals.some((principal) => data.access(tx).principal(principalKey(`${name}-${principal}`)));
}

/** `{!'Bearer ' & $Credential.Rates.Token}` is a formula, anything else stands for itself. */
function valueOf(written: string, tx: Transaction, external: ExternalCredential | null, data: OrgData): string {
  const formula = /^\{!([\s\S]*)\}$/.exec(written.trim())?.[1];
  if (formula === undefined) {
    if (written.includes('{!')) throw new UnsupportedError(`a header that mixes text and formulas: ${written}`);
    return written;
  }
  const compiled = compileFormula(formula, data.state.schema, 'User', { resultType: 'text', credentials: true });
  const context = data.reader(tx).contextOf(data.state.schema.find('User')!, data.store.get('User', tx.user.id) ?? {});
  const readGlobal = (path: readonly string[]) => (path[0]!.toUpperCase() === '$CREDENTIAL' ? parameter(path, external, data) : context.readGlobal(path));
  return String(compiled.evaluate({ ...context, readGlobal }) ?? '');
}

function parameter([, credential = '', name = '']: readonly string[], external: ExternalCredential | null, data: OrgData): string {
  if (external === null || credential.toLowerCase() !== external.name.toLowerCase()) throw new MissingParameter();
  const value = data.secrets.get(`${credential}.${name}`.toLowerCase()) ?? external.parameters.get(name.toLowerCase());
  if (value === undefined) throw new MissingParameter();
  return value;
}
