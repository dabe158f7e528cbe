import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { ConfigReader } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import { dearmor } from './dearmor.ts'
import { fetchBytes } from '../fetch/fetch-bytes.ts'
import { indexSources, type IndexSource } from './index-sources.ts'
import { readIndex } from './read-index.ts'
import { storedIndex, storeIndex } from './stored-index.ts'
import { keyringFolder, trustedKeys } from './trusted-keys.ts'
import { verifySignature } from './verify-signature.ts'

const mostPacked = 16 << 20
const mostUnpacked = 64 << 20
const mostSignature = 64 << 10
const dayMs = 86_400_000

type Services = { readonly host: Host; readonly store: ConfigReader }
type IndexWork = Pick<Work, 'signal' | 'log' | 'warn'>

async function unpack(what: string, packed: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: mostUnpacked })
  } catch (error) {
    throw new Failure(`${what}: cannot be unpacked`, { cause: error })
  }
}

/** Fetches one list. What is there of it stays until the new one is verified. */
async function updateOne({ host, store }: Services, work: IndexWork, source: IndexSource): Promise<void> {
  const what = `list of templates '${source.id}'`
  const keys = await trustedKeys(store, source)
  if (keys.length === 0) {
    throw new Failure(
      `${what}: there is no key to check it with: put the publisher's into ${source.keyrings ?? `/etc/pve/${keyringFolder}`}`,
    )
  }
  work.log(`fetching ${source.url}`)
  const packed = await fetchBytes(`${source.url}.gz`, mostPacked, work.signal)
  const signed = await fetchBytes(`${source.url}.asc`, mostSignature, work.signal)
  const text = await unpack(what, packed)
  const signature = signed.includes('-----BEGIN PGP SIGNATURE-----') ? dearmor(signed.toString('latin1'), 'SIGNATURE') : signed
  await verifySignature(host, what, text, signature, keys)
  const index = readIndex(text.toString('utf8'), source.url)
  if (!index) throw new Failure(`${what}: refused, it has more records or longer ones than a list of templates has`)
  await storeIndex(host, source.id, { url: source.url, fetched: host.now(), entries: index.entries })
  if (index.refused > 0) work.log(`${what}: ${index.refused} of its records cannot be used`)
  work.log(`${what}: ${index.entries.length} templates`)
}

/** Fetches all lists. What could not be fetched is a warning as long as something could. */
export async function updateIndexes(services: Services, work: IndexWork): Promise<void> {
  const sources = indexSources(services.store)
  if (sources.length === 0) throw new Failure('there are no lists of templates: /etc/pve/template-index.cfg names none')
  const failures: Failure[] = []
  for (const source of sources) {
    try {
      await updateOne(services, work, source)
    } catch (error) {
      if (work.signal.aborted || !(error instanceof Failure)) throw error
      failures.push(error)
    }
  }
  if (failures.length === sources.length) throw new Failure('no list of templates could be fetched', { cause: combined(failures) })
  for (const failure of failures) work.warn(failureText(failure))
}

const combined = (failures: readonly Failure[]) => new Failure(failures.map(failureText).join('; '))

/** Fetches the lists that are older than a day and can be checked. For a timer: nothing happens where no keys are. */
export async function refreshIndexes(services: Services, notice: (text: string) => void, signal: AbortSignal): Promise<void> {
  const { host, store } = services
  const work: IndexWork = { signal, log: () => undefined, warn: notice }
  for (const source of indexSources(store)) {
    const fetched = storedIndex(host.root, source)?.fetched ?? 0
    if (host.now() - fetched < dayMs || (await trustedKeys(store, source)).length === 0) continue
    try {
      await updateOne(services, work, source)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      notice(failureText(error))
    }
  }
}
