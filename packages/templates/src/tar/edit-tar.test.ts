import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { editTar, type TarEdits } from './edit-tar.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-tar-'))
after(() => rmSync(folder, { recursive: true }))

const long = `etc/${'long-name-'.repeat(14)}end`

function makeArchive(): Buffer {
  const top = join(folder, 'top')
  mkdirSync(join(top, 'etc'), { recursive: true })
  writeFileSync(join(top, 'etc/kept'), 'k'.repeat(70_000))
  writeFileSync(join(top, 'etc/secret'), 'secret')
  writeFileSync(join(top, 'etc/hostname'), 'builder')
  writeFileSync(join(top, long), 'a long name')
  symlinkSync('../etc/kept', join(top, 'etc/link'))
  return execFileSync('tar', ['-C', top, '--format=pax', '--sort=name', '-c', '.'])
}

const archive = makeArchive()

async function* pieces(data: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size)
}

async function edited(data: Buffer, edits: TarEdits, size = 1000): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of editTar(pieces(data, size), edits, 1_700_000_000)) parts.push(part)
  const path = join(folder, 'edited.tar')
  writeFileSync(path, Buffer.concat(parts))
  return path
}

const edits: TarEdits = {
  drop: path => path === 'etc/secret' || path === long,
  add: [
    { path: 'etc/hostname', text: 'new\n' },
    { path: 'etc/a/b/run', text: '#!/bin/sh\n', mode: 0o755 },
    { path: 'etc/there', link: '../somewhere' },
    { path: 'dev', folder: true },
  ],
}

test('an archive is passed on with some members dropped and others added, whatever its pieces', async () => {
  for (const size of [7, 511, 100_000]) {
    const path = await edited(archive, edits, size)
    const listed = execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n')
    assert.deepEqual(listed, [
      './',
      './etc/',
      './etc/kept',
      './etc/link',
      './etc/hostname',
      './etc/a/',
      './etc/a/b/',
      './etc/a/b/run',
      './etc/there',
      './dev/',
    ])
    const out = join(folder, `out-${size}`)
    mkdirSync(out)
    execFileSync('tar', ['-C', out, '-xpf', path])
    assert.equal(readFileSync(join(out, 'etc/hostname'), 'utf8'), 'new\n')
    assert.equal(readFileSync(join(out, 'etc/link'), 'utf8').length, 70_000)
  }
})

test('an archive that is cut off or damaged is refused', async () => {
  await assert.rejects(edited(archive.subarray(0, 40_000), edits), /it is cut off/)
  const damaged = Buffer.from(archive)
  damaged[5] = 0xff
  await assert.rejects(edited(damaged, edits), /a header is damaged/)
})
