import { createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, randomBytes, randomUUID, sign, verify, type KeyObject } from 'node:crypto';
import { BlobValue } from '../../values/blob.ts';
import { nullPointer, PlatformObject, raise } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';

const DIGESTS: Readonly<Record<string, string>> = { md5: 'md5', sha1: 'sha1', 'sha-1': 'sha1', sha256: 'sha256', 'sha-256': 'sha256', sha512: 'sha512', 'sha-512': 'sha512', 'sha3-256': 'sha3-256', 'sha3-384': 'sha3-384', 'sha3-512': 'sha3-512' };

function needed<T>(value: T | null): T {
  return value ?? nullPointer();
}

function digest(algorithm: string, input: BlobValue): BlobValue {
  const name = DIGESTS[needed(algorithm).toLowerCase()] ?? raise('System.SecurityException', `Algorithm not supported: ${algorithm}`);
  return new BlobValue(new Uint8Array(createHash(name).update(needed(input).bytes).digest()));
}

function mac(algorithm: string, input: BlobValue, key: BlobValue): BlobValue {
  const name = DIGESTS[needed(algorithm).toLowerCase().replace(/^hmac/, '')] ?? raise('System.SecurityException', `Algorithm not supported: ${algorithm}`);
  return new BlobValue(new Uint8Array(createHmac(name, needed(key).bytes).update(needed(input).bytes).digest()));
}

/** The digest of a signature algorithm such as RSA-SHA256 or ECDSA-SHA512. */
function signatureHash(algorithm: string): string {
  const name = /^(?:RSA|ECDSA)(?:-SHA(1|256|384|512))?$/i.exec(needed(algorithm));
  return name === null ? raise('System.SecurityException', `Algorithm not supported: ${algorithm}`) : `sha${name[1] ?? '1'}`;
}

function privateKey(key: BlobValue): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(key.bytes), format: 'der', type: 'pkcs8' });
  } catch {
    return raise('System.SecurityException', 'Invalid private key');
  }
}

function publicKey(key: BlobValue): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(key.bytes), format: 'der', type: 'spki' });
  } catch {
    return raise('System.SecurityException', 'Invalid public key');
  }
}

function equalBytes(left: BlobValue, right: BlobValue): boolean {
  return left.toBase64() === right.toBase64();
}

function cipherName(algorithm: string, key: BlobValue): string {
  const bits = Number(/^AES(128|192|256)$/i.exec(needed(algorithm))?.[1] ?? 0);
  if (bits === 0) raise('System.SecurityException', `Algorithm not supported: ${algorithm}`);
  if (key.bytes.length * 8 !== bits) raise('System.SecurityException', `Invalid private key. Must be ${bits / 8} bytes.`);
  return `aes-${bits}-cbc`;
}

function encrypt(algorithm: string, key: BlobValue, iv: Uint8Array, data: BlobValue): Uint8Array {
  const cipher = createCipheriv(cipherName(algorithm, key), key.bytes, iv);
  return new Uint8Array(Buffer.concat([cipher.update(data.bytes), cipher.final()]));
}

function decrypt(algorithm: string, key: BlobValue, iv: Uint8Array, data: Uint8Array): BlobValue {
  try {
    const decipher = createDecipheriv(cipherName(algorithm, key), key.bytes, iv);
    return new BlobValue(new Uint8Array(Buffer.concat([decipher.update(data), decipher.final()])));
  } catch {
    return raise('System.SecurityException', 'Given final block not properly padded');
  }
}

/** System.Crypto, EncodingUtil, Blob and UUID. */
export const encodingBodies: Record<string, PlatformBody> = {
  'system.crypto': {
    statics: {
      generatedigest: digest,
      generatemac: mac,
      verifyhmac: (algorithm: string, input: BlobValue, key: BlobValue, given: BlobValue) => equalBytes(mac(algorithm, input, key), needed(given)),
      verifymac: (algorithm: string, input: BlobValue, key: BlobValue, given: BlobValue) => equalBytes(mac(algorithm, input, key), needed(given)),
      sign: (algorithm: string, input: BlobValue, key: BlobValue) => new BlobValue(new Uint8Array(sign(signatureHash(algorithm), needed(input).bytes, privateKey(needed(key))))),
      verify: (algorithm: string, input: BlobValue, signature: BlobValue, key: BlobValue) => verify(signatureHash(algorithm), needed(input).bytes, publicKey(needed(key)), needed(signature).bytes),
      generateaeskey: (bits: number) => new BlobValue(new Uint8Array(randomBytes(bits / 8))),
      getrandominteger: () => randomBytes(4).readInt32BE(),
      getrandomlong: () => randomBytes(8).readBigInt64BE(),
      encrypt: (algorithm: string, key: BlobValue, iv: BlobValue, data: BlobValue) => new BlobValue(encrypt(algorithm, key, iv.bytes, data)),
      decrypt: (algorithm: string, key: BlobValue, iv: BlobValue, data: BlobValue) => decrypt(algorithm, key, iv.bytes, data.bytes),
      encryptwithmanagediv: (algorithm: string, key: BlobValue, data: BlobValue) => {
        const iv = new Uint8Array(randomBytes(16));
        return new BlobValue(new Uint8Array(Buffer.concat([iv, encrypt(algorithm, key, iv, data)])));
      },
      decryptwithmanagediv: (algorithm: string, key: BlobValue, data: BlobValue) => decrypt(algorithm, key, data.bytes.subarray(0, 16), data.bytes.subarray(16)),
    },
  },
  'system.encodingutil': {
    statics: {
      base64encode: (blob: BlobValue) => needed(blob).toBase64(),
      base64decode: (text: string) => BlobValue.fromBase64(needed(text)),
      converttohex: (blob: BlobValue) => Buffer.from(needed(blob).bytes).toString('hex'),
      convertfromhex: (text: string) => new BlobValue(new Uint8Array(Buffer.from(needed(text), 'hex'))),
      urlencode: (text: string, _charset: string) => encodeURIComponent(needed(text)).replace(/%20/g, '+').replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`),
      urldecode: (text: string, _charset: string) => decodeURIComponent(needed(text).replace(/\+/g, ' ')),
    },
  },
  'system.blob': {
    statics: { valueof: (text: string) => BlobValue.fromText(needed(text)) },
    methods: { size: (blob: BlobValue) => blob.bytes.length, tostring: (blob: BlobValue) => blobText(blob) },
  },
  'system.uuid': {
    statics: {
      randomuuid: () => uuid(randomUUID()),
      fromstring: (text: string) => uuid(text),
    },
    methods: { tostring: (value: PlatformObject) => value.fields.get('$text') },
  },
};

function uuid(text: string): PlatformObject {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(needed(text))) raise('System.IllegalArgumentException', `Invalid UUID string: ${text}`);
  return new PlatformObject('System.UUID', [['$text', text.toLowerCase()]]);
}

function blobText(blob: BlobValue): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(blob.bytes);
  } catch {
    return raise('System.StringException', 'BLOB is not a valid UTF-8 string');
  }
}
