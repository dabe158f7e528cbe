import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from './guest-config.ts'

const typical = `#first line
#with a colon%3A here
boot: order=scsi0
cores: 2
net0: virtio=BC:24:11:2B:3C:4D,bridge=vmbr0
what is this line
scsi0: local:100/vm-100-disk-0.qcow2,size=32G
unknownkey:   spaces behind   

[PENDING]
cores: 4
delete: net0

[special:cloudinit]
name: web

[before-update]
#taken on Monday
cores: 1
parent: base
snaptime: 1700000000

[base]
cores: 1
snaptime: 1600000000
`

test('a config that nobody edits is written back byte for byte', () => {
  const odd = [
    '',
    '\n',
    '\n\n',
    'a: b',
    'a: b\r\nc: d\r\n',
    '[x1]\n',
    '[PENDING]\n\n\n[x1]\na: 1',
    '#only a comment',
    typical,
    `${typical}\n\n`,
    '[not a header\n',
    '\ta: b\n',
    'a:b\n',
    '[a]\na: 1\n[a]\nb: 2\n',
  ]
  for (const text of odd) {
    const config = parseGuestConfig(text)
    config.current.get('cores')
    for (const section of config.snapshots().values()) section.get('x')
    assert.equal(config.toString(), text)
  }
})

test('values are read without the space around them, of a key written twice the later counts', () => {
  const { current } = parseGuestConfig('a:  x y  \nb:\na: z\n')
  assert.deepEqual(
    [...current.values],
    [
      ['a', 'z'],
      ['b', ''],
    ],
  )
})

test('comment lines are the description, decoded, each ending with a line feed', () => {
  assert.equal(parseGuestConfig(typical).current.description, 'first line\nwith a colon: here\n')
  assert.equal(parseGuestConfig('cores: 1\n').current.description, undefined)
  assert.equal(parseGuestConfig('description: old%0Astyle\n').current.description, 'old\nstyle')
})

test('a description of any text survives writing and reading', () => {
  for (const text of ['ünïcode: 100%', 'two\nlines', 'tab\tand # and [x]', '😀', '  leading', 'a%41b']) {
    const config = parseGuestConfig('cores: 1\n')
    config.current.setDescription(text)
    assert.match(config.toString(), /^(#[\x20-\x7e]*\n)+cores: 1\n$/)
    assert.equal(parseGuestConfig(config.toString()).current.description, `${text}\n`)
  }
})

test('setting a key changes its line only, and a new key goes to its place in the alphabet', () => {
  const config = parseGuestConfig(typical)
  config.current.set('cores', '8')
  config.current.set('memory', '2048')
  assert.equal(config.toString(), typical.replace('cores: 2\n', 'cores: 8\nmemory: 2048\n'))
})

test('setting the value that a key already has changes nothing', () => {
  const config = parseGuestConfig('a:    1\n')
  config.current.set('a', '1')
  assert.equal(config.toString(), 'a:    1\n')
})

test('the first key of a config comes behind the description and before the next section', () => {
  const config = parseGuestConfig('#note\n\n[PENDING]\ncores: 2\n')
  config.current.set('name', 'x1')
  assert.equal(config.toString(), '#note\nname: x1\n\n[PENDING]\ncores: 2\n')
})

test('a value with a line break is refused: it would become another key', () => {
  assert.throws(() => parseGuestConfig('').current.set('name', 'a\nlock: backup'), /line break/)
})

test('deleting a key removes every line of it and nothing else', () => {
  const config = parseGuestConfig('a: 1\nb: 2\na: 3\n[x1]\na: 4\n')
  assert.equal(config.current.delete('a'), true)
  assert.equal(config.current.delete('a'), false)
  assert.equal(config.toString(), 'b: 2\n[x1]\na: 4\n')
})

test('sections are found by what they are for', () => {
  const config = parseGuestConfig(typical)
  assert.equal(config.pending?.get('cores'), '4')
  assert.equal(config.special('cloudinit')?.get('name'), 'web')
  assert.deepEqual([...config.snapshots().keys()], ['before-update', 'base'])
  assert.equal(config.snapshot('PENDING'), undefined)
  assert.equal(config.snapshot('special:cloudinit'), undefined)
  assert.equal(config.snapshot('before-update')?.description, 'taken on Monday\n')
})

test('garbage lines are reported and kept', () => {
  assert.deepEqual(parseGuestConfig(typical).garbage(), ['what is this line'])
})

test('a snapshot is added at the end as a copy and can be removed again', () => {
  const text = 'cores: 2\nname: web\n'
  const config = parseGuestConfig(text)
  const snapshot = config.addSnapshot('snap1', config.current)
  snapshot.set('snaptime', '1700000000')
  config.current.set('parent', 'snap1')
  assert.equal(config.toString(), 'cores: 2\nname: web\nparent: snap1\n\n[snap1]\ncores: 2\nname: web\nsnaptime: 1700000000\n')
  config.current.delete('parent')
  assert.equal(config.removeSection('snap1'), true)
  assert.equal(config.toString(), text)
})

test('a snapshot does not take the name of another, of a section, or one that is no name', () => {
  const config = parseGuestConfig(typical)
  for (const name of ['base', 'PENDING', 'pending', 'current', '1x', 'a b', 'x]', 'a', ''])
    assert.throws(() => config.addSnapshot(name), name)
})

test('asking for a snapshot that is not there fails with its name', () => {
  assert.throws(() => parseGuestConfig('').requireSnapshot('nope'), { message: "snapshot 'nope' does not exist" })
})

test('going back to a snapshot replaces all keys but those that are kept', () => {
  const config = parseGuestConfig('cores: 2\nname: new\nunused0: local:x\n\n[snap1]\n#was\ncores: 1\nsnaptime: 5\n')
  const keep = (key: string) => key === 'unused0' || key === 'snaptime'
  config.replaceCurrent(config.requireSnapshot('snap1'), keep)
  config.current.delete('snaptime')
  assert.equal(config.toString(), '#was\ncores: 1\nunused0: local:x\n\n[snap1]\n#was\ncores: 1\nsnaptime: 5\n')
})

test('a new key of a container stands before its raw lxc keys', () => {
  const config = parseGuestConfig('arch: amd64\nmemory: 64\nlxc.cap.drop: sys_time\nlxc.prlimit.nofile: 99\n')
  config.current.set('tty', '4')
  assert.equal(config.toString(), 'arch: amd64\nmemory: 64\ntty: 4\nlxc.cap.drop: sys_time\nlxc.prlimit.nofile: 99\n')
})

test("a container's raw lxc keys keep their order and repetition", () => {
  const { current } = parseGuestConfig(
    'arch: amd64\nlxc.cgroup2.devices.allow: c 10:200 rwm\nlxc.mount.entry = /x y none bind\nlxc.cgroup2.devices.allow: a\n',
  )
  assert.deepEqual(current.rawLxc(), [
    ['lxc.cgroup2.devices.allow', 'c 10:200 rwm'],
    ['lxc.mount.entry', '/x y none bind'],
    ['lxc.cgroup2.devices.allow', 'a'],
  ])
})
