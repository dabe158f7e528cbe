import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from './failure.ts'
import { SectionConfig } from './section-config.ts'

const text = `# storages of the office
dir: local
\tpath /var/lib/vz
\tcontent iso,vztmpl,backup

zfspool: tank
        pool tank/data
        # thin, please
        sparse
\tfuture-key some  value

vm: 100
`

test('what is not edited keeps its bytes', () => {
  for (const sample of [text, '', '\n\n', 'dir: a', 'dir: a\r\n\tpath /x\r\n', '# only a comment', 'garbage\n\tmore\n', text.trimEnd()]) {
    assert.equal(SectionConfig.parse(sample).toString(), sample)
  }
})

test('sections are read in order, with unknown keys and keys without value', () => {
  const config = SectionConfig.parse(text)
  assert.deepEqual(
    config.sections().map(section => `${section.type} ${section.id}`),
    ['dir local', 'zfspool tank', 'vm 100'],
  )
  assert.deepEqual(
    [...config.section('tank')!.values],
    [
      ['pool', 'tank/data'],
      ['sparse', '1'],
      ['future-key', 'some  value'],
    ],
  )
})

test('a key is changed in place and added at the end of its section', () => {
  const config = SectionConfig.parse(text)
  config.set('local', 'path', '/srv')
  config.set('local', 'nodes', 'a,b')
  config.set('tank', 'pool', 'tank/data')
  assert.equal(config.toString(), text.replace('/var/lib/vz', '/srv').replace('backup\n', 'backup\n\tnodes a,b\n'))
})

test('a list writes one line for each value', () => {
  const config = SectionConfig.parse('matcher: all\n\ttarget a\n\tcomment x\n')
  config.set('all', 'target', ['a', 'b'])
  assert.equal(config.toString(), 'matcher: all\n\ttarget a\n\ttarget b\n\tcomment x\n')
  assert.deepEqual(config.section('all')!.all.get('target'), ['a', 'b'])
})

test('sections are added behind a blank line and removed with theirs', () => {
  const config = SectionConfig.parse('dir: a\n\tpath /a')
  config.add('nfs', 'b', { server: '10.0.0.1', export: '/x', options: undefined })
  assert.equal(config.toString(), 'dir: a\n\tpath /a\n\nnfs: b\n\tserver 10.0.0.1\n\texport /x\n')
  assert.equal(config.remove('a'), true)
  assert.equal(config.toString(), 'nfs: b\n\tserver 10.0.0.1\n\texport /x\n')
  assert.equal(config.remove('a'), false)
  const empty = SectionConfig.parse('')
  empty.add('dir', 'x', { path: '/x' })
  assert.equal(empty.toString(), 'dir: x\n\tpath /x\n')
})

test('what would break the file is refused', () => {
  const config = SectionConfig.parse(text)
  assert.throws(() => config.set('local', 'path', '/x\ndir: evil'), Failure)
  assert.throws(() => config.set('local', 'a b', 'x'), Failure)
  assert.throws(() => config.set('nowhere', 'path', 'x'), Failure)
  assert.throws(() => config.add('dir', 'local', {}), /already exists/)
  assert.throws(() => config.add('dir', 'a b', {}), Failure)
})

test('a deleted key is gone wherever it stood', () => {
  const config = SectionConfig.parse('dir: a\n\tx 1\n\ty 2\n\tx 3\n')
  config.delete('a', 'x')
  assert.equal(config.toString(), 'dir: a\n\ty 2\n')
})

test('sections with bare heads are read, changed, added and removed', () => {
  const old = 'gpu\n\tmap id=10de:1b80,node=a,path=0000:01:00\n\tmap id=10de:1b80,node=b,path=0000:02:00\n\tmdev 1\n'
  const config = SectionConfig.parse(old, 'bare')
  assert.equal(config.toString(), old)
  assert.deepEqual(config.section('gpu')?.all.get('map')?.length, 2)
  config.add('', 'nic', { map: ['x', 'y'] })
  config.delete('gpu', 'mdev')
  assert.equal(config.toString(), `${old.replace('\tmdev 1\n', '')}\nnic\n\tmap x\n\tmap y\n`)
  config.remove('gpu')
  assert.equal(config.toString(), 'nic\n\tmap x\n\tmap y\n')
  assert.throws(() => config.add('', 'a b', {}), Failure)
})
