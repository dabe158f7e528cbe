import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIndexSources } from './index-sources.ts'
import { readIndex } from './read-index.ts'
import { resolveLocation } from './resolve-location.ts'

const url = 'http://images.example.org/images/aplinfo.dat'
const sha512 = 'a'.repeat(128)

const record = (fields: Readonly<Record<string, string>> = {}) =>
  `${Object.entries({
    Package: 'debian-12-standard',
    Version: '12.7-1',
    Type: 'lxc',
    OS: 'debian-12',
    Section: 'system',
    Maintainer: 'Someone <a@example.org>',
    Architecture: 'amd64',
    Location: 'system/debian-12-standard_12.7-1_amd64.tar.zst',
    md5sum: 'b'.repeat(32),
    sha512sum: sha512,
    Infopage: 'https://example.org',
    Description: 'Debian 12\n A small system.\n .\n With some lines.',
    ...fields,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')}\n`

const read = (text: string) => readIndex(text, url)

test('a record becomes an entry as the API shows it', () => {
  assert.deepEqual(read(record())?.entries, [
    {
      template: 'debian-12-standard_12.7-1_amd64.tar.zst',
      location: 'http://images.example.org/images/system/debian-12-standard_12.7-1_amd64.tar.zst',
      source: 'http://images.example.org/images',
      package: 'debian-12-standard',
      version: '12.7-1',
      type: 'lxc',
      os: 'debian-12',
      section: 'system',
      architecture: 'amd64',
      headline: 'Debian 12',
      description: 'A small system.\n\nWith some lines.',
      maintainer: 'Someone <a@example.org>',
      infopage: 'https://example.org',
      sha512sum: sha512,
      md5sum: 'b'.repeat(32),
    },
  ])
})

test('a record that cannot be used is passed over, and the others count', () => {
  const fields: readonly Readonly<Record<string, string>>[] = [
    { Location: '../../etc/passwd' },
    { Location: 'system/..%2f..%2fx.tar.zst' },
    { Location: 'file:///etc/x.tar.zst' },
    { Location: 'http://169.254.169.254/x.tar.zst' },
    { Location: 'system/x.qcow2' },
    { Location: 'system/.hidden.tar.zst' },
    { Location: 'system/a b.tar.zst' },
    { Type: 'qemu' },
    { sha512sum: 'short', md5sum: '' },
    { Package: '../x' },
    { Section: 'a/b' },
    { Version: '$(id)' },
  ]
  const bad = fields.map(one => record(one))
  const index = read(`${bad.join('')}${record()}\nno field here\n\n`)
  assert.equal(index?.entries.length, 1)
  assert.equal(index.refused, bad.length + 1)
})

test('texts lose control characters and addresses that are none', () => {
  const [entry] = read(
    record({ Infopage: 'javascript:alert(1)', Maintainer: 'a\u001b[31mb', ManageUrl: 'https://__IPADDRESS__/' }),
  )!.entries
  assert.equal(entry?.infopage, undefined)
  assert.equal(entry?.maintainer, 'a [31mb')
  assert.equal(entry?.manageurl, 'https://__IPADDRESS__/')
})

test('a list that is made to take long does not', () => {
  const begin = performance.now()
  assert.equal(read('a:\n\n'.repeat(1_000_000)), undefined)
  assert.equal(read(`a: ${'x'.repeat(10_000)}\n`), undefined)
  assert.equal(read(`a:\n${' x\n'.repeat(100_000)}`), undefined)
  assert.deepEqual(read(`${':'.repeat(8000)}\n\n`.repeat(1000))?.entries, [])
  assert.ok(performance.now() - begin < 5000)
})

test('a template lies below the list, anywhere by https, or by http with the owner of the list', () => {
  const base = 'https://releases.turnkey.example/pve/'
  const cases: readonly [string, string | undefined][] = [
    ['a/b.tar.gz', 'https://releases.turnkey.example/pve/a/b.tar.gz'],
    ['/other/b.tar.gz', undefined],
    ['../b.tar.gz', undefined],
    ['//evil.example/b.tar.gz', undefined],
    ['https://anywhere.example/b.tar.gz', 'https://anywhere.example/b.tar.gz'],
    ['https://u:p@anywhere.example/b.tar.gz', undefined],
    ['http://releases.turnkey.example/b.tar.gz', 'http://releases.turnkey.example/b.tar.gz'],
    ['ftp://releases.turnkey.example/b.tar.gz', undefined],
    ['http://localhost/b.tar.gz', undefined],
  ]
  for (const [location, expected] of cases) assert.equal(resolveLocation(location, base), expected, location)
  assert.equal(resolveLocation('http://mirror.a.example/b', 'https://releases.a.example/x/'), 'http://mirror.a.example/b')
  assert.equal(resolveLocation('http://10.0.0.1/b', 'https://9.0.0.1/x/'), undefined)
})

test('the public lists are used unless a file says otherwise', () => {
  assert.deepEqual(
    readIndexSources(undefined).map(({ id }) => id),
    ['system', 'turnkeylinux'],
  )
  assert.deepEqual(readIndexSources(''), [])
  const text =
    'index: own\n\turl http://mirror.lan/aplinfo.dat.gz\n\tkeyrings /srv/keys\n\nindex: off\n\turl http://x/y\n\tdisable 1\n\nindex: bad\n\turl file:///x\n'
  assert.deepEqual(readIndexSources(text), [{ id: 'own', url: 'http://mirror.lan/aplinfo.dat', keyrings: '/srv/keys' }])
})
