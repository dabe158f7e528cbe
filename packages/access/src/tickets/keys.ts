import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Author, Change, ConfigReader, ConfigStore } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import { cachedFile } from '../config/cached-file.ts'

const privatePath = 'priv/authkey.key'
const publicPath = 'authkey.pub'
const oldPublicPath = 'authkey.pub.old'
const csrfPath = 'pve-www.key'
const rotateAfterSeconds = 24 * 3600
const author: Author = { authid: 'root@pam' }

/** The keys that sign tickets, as they are in the tree now. */
export interface TicketKeys {
  /** Fails with a Failure when there is none yet. */
  signing(): KeyObject
  /** When that key was made. milliseconds since 1970 */
  signingSince(): number
  /** Newest first: the present one and the one before it. */
  verifying(): readonly KeyObject[]
  /** Secret of the CSRF tokens. */
  csrf(): string
}

async function newPair(): Promise<{ publicKey: string; privateKey: string }> {
  return await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

function pairChanges(reader: ConfigReader, pair: { publicKey: string; privateKey: string }): Change[] {
  const expect = (path: string) => reader.read(path)?.revision ?? 0
  return [
    { op: 'write', path: publicPath, text: pair.publicKey, expect: expect(publicPath) },
    { op: 'write', path: privatePath, text: pair.privateKey, expect: expect(privatePath) },
  ]
}

const complete = (reader: ConfigReader) => Boolean(reader.read(publicPath) && reader.read(privatePath) && reader.read(csrfPath))

/** Creates the keys that are missing. Of several nodes that start at once one wins, and the others take its keys. */
export async function ensureTicketKeys(store: ConfigStore): Promise<void> {
  if (complete(store)) return
  const changes: Change[] = []
  if (!store.read(publicPath) || !store.read(privatePath)) changes.push(...pairChanges(store, await newPair()))
  if (!store.read(csrfPath)) changes.push({ op: 'write', path: csrfPath, text: `${randomBytes(48).toString('base64')}\n`, expect: 0 })
  try {
    await store.commit(changes, author)
  } catch (error) {
    if (!complete(store)) throw new Failure('cannot create the keys that sign tickets', { cause: error })
  }
}

/**
 * Makes a new key pair once a day; tickets of the old one stay valid until they expire. Harmless to call often, and
 * from several nodes. Answers whether it did.
 */
export async function rotateTicketKeys(store: ConfigStore, nowMs: number): Promise<boolean> {
  const old = store.read(publicPath)
  if (!old || nowMs / 1000 - old.mtime < rotateAfterSeconds) return false
  const pair = await newPair()
  const changes = pairChanges(store, pair)
  const overtaken = () => store.read(publicPath)?.revision !== old.revision
  if (overtaken()) return false
  try {
    await store.commit([{ op: 'write', path: oldPublicPath, text: old.text }, ...changes], author)
  } catch (error) {
    if (overtaken()) return false
    throw new Failure('cannot renew the keys that sign tickets', { cause: error })
  }
  return true
}

export function ticketKeys(reader: ConfigReader): TicketKeys {
  const signing = cachedFile(
    reader,
    privatePath,
    (text, stored) => text && { key: createPrivateKey(text), sinceMs: (stored?.mtime ?? 0) * 1000 },
  )
  const readPublic = (text: string | undefined) => (text ? [createPublicKey(text)] : [])
  const present = cachedFile(reader, publicPath, readPublic)
  const old = cachedFile(reader, oldPublicPath, readPublic)
  const csrf = cachedFile(reader, csrfPath, text => text)
  const missing = (path: string) => new Failure(`cannot sign or check tickets: ${path} is missing`)
  const own = () => {
    const found = signing()
    if (!found) throw missing(privatePath)
    return found
  }
  return {
    signing: () => own().key,
    signingSince: () => own().sinceMs,
    verifying: () => [...present(), ...old()],
    csrf: () => {
      const key = csrf()
      if (!key) throw missing(csrfPath)
      return key
    },
  }
}
