import assert from 'node:assert/strict'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { failureText } from '@quorate/schema'
import { storageBench, type StorageBench } from '@quorate/storage/testing'
import { indexRecord, indexServer, publisherKey, type IndexServer } from '../testing/published-index.ts'
import { indexSources } from './index-sources.ts'
import { storedIndex } from './stored-index.ts'
import { refreshIndexes, updateIndexes } from './update-index.ts'
import { signatureFault } from './verify-signature.ts'

const key = publisherKey('publisher')
const stranger = publisherKey('stranger')
after(() => {
  key[Symbol.dispose]()
  stranger[Symbol.dispose]()
})

const first = indexRecord('debian-12-standard_12.1-1_amd64.tar.zst', Buffer.from('one'))
const second = indexRecord('debian-12-standard_12.2-1_amd64.tar.zst', Buffer.from('two'))

async function arranged(server: IndexServer, options = ''): Promise<StorageBench> {
  const bench = await storageBench()
  await bench.store.commit(
    [
      { op: 'write', path: 'template-index.cfg', text: `index: own\n\turl ${server.url}aplinfo.dat\n${options}` },
      { op: 'write', path: 'template-keyrings/publisher.asc', text: key.armored },
    ],
    { authid: 'root@pam' },
  )
  return bench
}

const known = (bench: StorageBench) =>
  indexSources(bench.store).flatMap(source => storedIndex(bench.host.root, source)?.entries.map(entry => entry.template) ?? [])

const refused = (pattern: RegExp) => (error: unknown) => {
  assert.match(failureText(error), pattern)
  return true
}

test('a signed list is fetched and takes the place of the older one', async () => {
  await using server = await indexServer()
  await using bench = await arranged(server)
  assert.deepEqual(known(bench), [])
  for (const [text, name] of [
    [first, 'debian-12-standard_12.1-1_amd64.tar.zst'],
    [second, 'debian-12-standard_12.2-1_amd64.tar.zst'],
  ] as const) {
    server.publish('aplinfo.dat', text, key)
    await updateIndexes(bench, bench.work())
    assert.deepEqual(known(bench), [name])
  }
  assert.deepEqual(await readdir(`${bench.folder}/var/tmp/quorate-templates`), [])
})

test('a list whose signature is wrong, missing, cut off or by somebody else is refused, and the older one stays', async () => {
  await using server = await indexServer()
  await using bench = await arranged(server)
  server.publish('aplinfo.dat', first, key)
  await updateIndexes(bench, bench.work())
  const cases: readonly [string | undefined, RegExp][] = [
    [key.sign(first), /refused, its signature by key [0-9A-F]{16} does not fit/],
    [stranger.sign(second), /refused, the key [0-9A-F]{16} that signed it is none of the trusted ones/],
    [undefined, /aplinfo\.dat\.asc' answered 404/],
    ['', /refused, it has no valid signature/],
    [key.sign(second).slice(0, 120), /refused, it has no valid signature/],
    [stranger.armored, /refused, it has no valid signature/],
  ]
  for (const [signature, pattern] of cases) {
    server.publish('aplinfo.dat', second, key)
    if (signature === undefined) server.files.delete('aplinfo.dat.asc')
    else server.files.set('aplinfo.dat.asc', signature)
    await assert.rejects(updateIndexes(bench, bench.work()), refused(pattern))
    assert.deepEqual(known(bench), ['debian-12-standard_12.1-1_amd64.tar.zst'])
  }
})

test('a list that is larger than any list is refused before it is unpacked whole', async () => {
  await using server = await indexServer()
  await using bench = await arranged(server)
  server.publish('aplinfo.dat', first, key)
  server.files.set('aplinfo.dat.gz', gzipSync(Buffer.alloc(80 << 20)))
  await assert.rejects(updateIndexes(bench, bench.work()), refused(/list of templates 'own': cannot be unpacked/))
  server.files.set('aplinfo.dat.gz', response => {
    const chunk = Buffer.alloc(1 << 20)
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  })
  await assert.rejects(updateIndexes(bench, bench.work()), refused(/refused, it is longer than 16\.00 MiB/))
  assert.deepEqual(known(bench), [])
})

test('without a key nothing is fetched, by a person or by the timer', async () => {
  await using server = await indexServer()
  await using bench = await arranged(server)
  await bench.store.commit([{ op: 'remove', path: 'template-keyrings/publisher.asc' }], { authid: 'root@pam' })
  await assert.rejects(
    updateIndexes(bench, bench.work()),
    refused(/there is no key to check it with: put the publisher's into \/etc\/pve\/template-keyrings/),
  )
  await refreshIndexes(bench, assert.fail, new AbortController().signal)
  assert.deepEqual(server.asked, [])
})

test('keys may lie in a folder of the node, binary or as text', async () => {
  await using server = await indexServer()
  await using bench = await storageBench()
  const folder = `${bench.folder}/keys`
  await mkdir(folder)
  const text = `index: own\n\turl ${server.url}aplinfo.dat\n\tkeyrings ${folder}\n`
  await bench.store.commit([{ op: 'write', path: 'template-index.cfg', text }], { authid: 'root@pam' })
  await writeFile(`${folder}/stranger.asc`, stranger.armored)
  server.publish('aplinfo.dat', first, key)
  await assert.rejects(updateIndexes(bench, bench.work()), refused(/none of the trusted ones/))
  await writeFile(`${folder}/publisher.gpg`, key.binary)
  await updateIndexes(bench, bench.work())
  assert.equal(known(bench).length, 1)
})

test('of several lists those that can be fetched are, and the others are warnings', async () => {
  await using server = await indexServer()
  await using bench = await arranged(server, `\nindex: gone\n\turl ${server.url}gone.dat\n`)
  server.publish('aplinfo.dat', first, key)
  const work = bench.work()
  await updateIndexes(bench, work)
  assert.equal(known(bench).length, 1)
  assert.match(work.warnings.join('\n'), /gone\.dat\.gz' answered 404/)
})

test('the timer fetches only what is older than a day', async () => {
  await using server = await indexServer()
  await using bench = await arranged(server)
  server.publish('aplinfo.dat', first, key)
  const { signal } = new AbortController()
  await refreshIndexes(bench, assert.fail, signal)
  await refreshIndexes(bench, assert.fail, signal)
  assert.deepEqual(server.asked, ['aplinfo.dat.gz', 'aplinfo.dat.asc'])
  const later = { store: bench.store, host: { ...bench.host, now: () => Date.now() + 25 * 3_600_000 } }
  await refreshIndexes(later, assert.fail, signal)
  assert.equal(server.asked.length, 4)
})

test('a key that was revoked or has expired does not count', () => {
  const said = (...lines: string[]) => signatureFault(lines.map(line => `[GNUPG:] ${line}\n`).join(''))
  assert.match(said('NEWSIG', 'REVKEYSIG ABC someone', 'VALIDSIG DEF') ?? '', /ABC that signed it was revoked/)
  assert.match(said('NEWSIG', 'EXPKEYSIG ABC someone', 'VALIDSIG DEF') ?? '', /has expired/)
  assert.match(said('NEWSIG', 'GOODSIG ABC someone', 'VALIDSIG DEF', 'NEWSIG', 'BADSIG XYZ other') ?? '', /XYZ does not fit/)
  assert.equal(said('NEWSIG', 'ERRSIG', 'NO_PUBKEY XYZ', 'NEWSIG', 'GOODSIG ABC someone', 'VALIDSIG DEF'), undefined)
  assert.match(signatureFault('gpgv: Good signature\nGOODSIG x\nVALIDSIG y') ?? '', /no valid signature/)
})
