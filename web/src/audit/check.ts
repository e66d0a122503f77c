// check.ts - checks a proof of the audit log here, as docs/AUDIT.md tells it.
// SPDX-License-Identifier: Apache-2.0
import type { Schemas } from '#api/client.ts';

type Proof = Schemas['AuditProof'];

export interface Finding {
  what: string;
  // null: this browser cannot tell.
  right: boolean | null;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const ofHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const ofBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

const sha256 = async (...parts: Uint8Array[]) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));

const members = ['id', 'at', 'type', 'subject_id', 'referral_id', 'organisation_id', 'actor_id', 'request_id', 'salt'] as const;

const textOf = (event: Proof['event']) =>
  ['fairlot event 1', ...members.map((name) => `${name}=${event[name] ?? ''}`)].map((line) => `${line}\n`).join('');

async function rootOf({ event, path }: Proof): Promise<string> {
  let node = await sha256(Uint8Array.of(0), ofHex(event.sha256));
  for (const { side, sha256: other } of path)
    node = side === 'left' ? await sha256(Uint8Array.of(1), ofHex(other), node)
      : await sha256(Uint8Array.of(1), node, ofHex(other));
  return hexOf(node);
}

async function headOf({ batch }: Proof): Promise<string> {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(batch.number));
  return hexOf(await sha256(ofHex(batch.previous), ofHex(batch.root), number, utf8(batch.sealed_at)));
}

async function isSigned({ batch }: Proof, key: string): Promise<boolean | null> {
  try {
    const publicKey = await crypto.subtle.importKey('raw', ofBase64(key), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', publicKey, ofBase64(batch.signature), ofHex(batch.head));
  } catch {
    return null;
  }
}

export async function check(proof: Proof, keys: Schemas['Key'][]): Promise<Finding[]> {
  const { event, batch } = proof;
  const signed = await Promise.all(keys.filter(({ use }) => use === 'audit').map(({ public_key }) => isSigned(proof, public_key)));
  return [
    { what: 'What happened is what its digest was made of', right: hexOf(await sha256(utf8(textOf(event)))) === event.sha256 },
    { what: 'The digest is in the sealed batch', right: await rootOf(proof) === batch.root },
    { what: 'The batch, with the link to the one before it, makes its head', right: await headOf(proof) === batch.head },
    { what: 'Fairlot has signed it', right: signed.includes(true) ? true : signed.includes(null) ? null : false },
  ];
}
