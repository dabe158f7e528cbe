import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { cannotRun } from '../testing/hand-made-container.ts'
import { makeRootArchive } from '../testing/root-archive.ts'
import { TrialNode } from '../testing/trial-node.ts'

const skip = cannotRun()
const debian = {
  'etc/os-release': 'ID=debian\nVERSION_ID="12"\n',
  'etc/debian_version': '12.5\n',
  'etc/shadow': 'root:*:19000:0:99999:7:::\n',
}

const nothing = { volumes: [], configs: [], mounts: [], loops: [], folders: [] }

function template(node: TrialNode, name: string, more: Readonly<Record<string, string>> = {}): string {
  makeRootArchive(join(node.folder, 'var/lib/vz/template/cache', name), more)
  return `local:vztmpl/${name}`
}

test('a template becomes an unprivileged container that starts', { skip }, async () => {
  await using node = await TrialNode.create()
  const ostemplate = template(node, 'busybox.tar.zst')
  const ended = await node.request('POST', '', {
    vmid: 100,
    ostemplate,
    hostname: 'web',
    ostype: 'unmanaged',
    rootfs: { volume: 'local:0.1' },
    mp0: { volume: 'local:0.05', mp: '/var/log' },
    net0: { name: 'eth0' },
    description: 'two\nlines',
    template: false,
    start: true,
  })
  assert.equal(ended, 'OK', node.logs.join('\n'))
  assert.match(
    node.config(100),
    /^#two\n#lines\narch: amd64\nhostname: web\nmp0: local:100\/vm-100-disk-\d\.raw,mp=\/var\/log,size=52432K\nnet0: name=eth0,hwaddr=BC:24:11:\S+,type=veth\nostype: unmanaged\nrootfs: local:100\/vm-100-disk-\d\.raw,size=104860K\nunprivileged: 1\n$/,
  )
  assert.equal(await node.inside(100, 'hostname'), 'web')
  assert.equal(await node.inside(100, 'stat', '-c', '%u %g', '/bin/busybox'), '0 0')
  assert.equal(await node.inside(100, 'ls', '/dev/console'), '/dev/console')
})

for (const ending of ['tar', 'tar.gz', 'tar.xz', 'tar.bz2']) {
  test(`a template packed as ${ending} is unpacked, into a folder tree too`, { skip }, async () => {
    await using node = await TrialNode.create()
    const ostemplate = template(node, `busybox.${ending}`)
    const ended = await node.request('POST', '', { vmid: 100, ostemplate, ostype: 'unmanaged', rootfs: { volume: 'local:0' } })
    assert.equal(ended, 'OK', node.logs.join('\n'))
    const path = join(node.folder, 'var/lib/vz/images/100/subvol-100-disk-0.subvol')
    assert.equal(statSync(join(path, 'bin/busybox')).uid, 100_000)
    assert.match(node.config(100), /rootfs: local:100\/subvol-100-disk-0\.subvol\n/)
  })
}

test('a privileged container has the ids of the machine; password and keys are in it, and nowhere else', { skip }, async () => {
  await using node = await TrialNode.create()
  const ostemplate = template(node, 'debian.tar.zst', debian)
  const ended = await node.request('POST', '', {
    vmid: 100,
    ostemplate,
    unprivileged: false,
    rootfs: { volume: 'local:0' },
    password: 'sesame-open',
    'ssh-public-keys': 'ssh-ed25519 AAAAC3Nza me@here\n',
  })
  assert.equal(ended, 'OK', node.logs.join('\n'))
  const path = join(node.folder, 'var/lib/vz/images/100/subvol-100-disk-0.subvol')
  assert.equal(statSync(join(path, 'bin/busybox')).uid, 0)
  assert.match(readFileSync(join(path, 'etc/shadow'), 'utf8'), /^root:\$6\$/)
  assert.match(readFileSync(join(path, 'root/.ssh/authorized_keys'), 'utf8'), /ssh-ed25519 AAAAC3Nza me@here/)
  assert.match(node.config(100), /^arch: amd64\nhostname: CT100\nostype: debian\nrootfs: \S+\n$/)
  assert.doesNotMatch(node.config(100) + node.logs.join('\n'), /sesame|\$6\$/)
})

test('what cannot be unpacked leaves nothing, and says why', { skip }, async () => {
  await using node = await TrialNode.create()
  const whole = template(node, 'busybox.tar.zst')
  const cache = join(node.folder, 'var/lib/vz/template/cache')
  const bytes = readFileSync(join(cache, 'busybox.tar.zst'))
  writeFileSync(join(cache, 'cut.tar.zst'), bytes.subarray(0, bytes.length / 2))
  execFileSync('sh', ['-c', `cd ${cache} && head -c 200M /dev/zero > zero && tar -cf - zero | zstd -q -o bomb.tar.zst && rm zero`])
  writeFileSync(join(cache, 'text.tar.zst'), 'no archive at all')
  const create = async (ostemplate: string, more: Record<string, unknown> = {}) => {
    const parameters = { vmid: 100, ostemplate, ostype: 'unmanaged', rootfs: { volume: 'local:0.1' }, ...more }
    try {
      return String(await node.request('POST', '', parameters))
    } catch (error) {
      return String(error)
    }
  }
  assert.match(await create('local:vztmpl/cut.tar.zst'), /unpacking template 'local:vztmpl\/cut.tar.zst' failed: /)
  assert.match(await create('local:vztmpl/bomb.tar.zst'), /no space left for it - give the container larger volumes/)
  assert.match(await create('local:vztmpl/text.tar.zst'), /is no tar archive/)
  assert.match(await create('local:vztmpl/none.tar.zst'), /does not exist/)
  assert.match(await create(whole, { ostype: undefined }), /nothing in it says which distribution it is/)
  assert.deepEqual(await node.left(), nothing)
})

test('nothing of a hostile archive leads out of the container', { skip }, async () => {
  await using node = await TrialNode.create()
  const cache = join(node.folder, 'var/lib/vz/template/cache')
  makeRootArchive(join(cache, 'good.tar'))
  const outside = join(node.folder, 'outside')
  const script = `
import tarfile, io
t = tarfile.open('${cache}/good.tar', 'a')
def add(name, kind=tarfile.REGTYPE, link='', data=b'evil'):
    i = tarfile.TarInfo(name); i.type = kind; i.linkname = link
    if kind == tarfile.REGTYPE: i.size = len(data)
    t.addfile(i, io.BytesIO(data) if kind == tarfile.REGTYPE else None)
add('${outside}/absolute')
add('../../../../../../../../../../..${outside}/dots')
add('way', tarfile.SYMTYPE, '${node.folder}')
add('way/outside')
add('./up', tarfile.SYMTYPE, '../../../../../../../../..${node.folder}')
add('./up/outside2')
add('hard', tarfile.LNKTYPE, '/etc/passwd')
add('./dev/sda', tarfile.BLKTYPE)
`
  execFileSync('python3', ['-c', script])
  execFileSync('mv', [join(cache, 'good.tar'), join(cache, 'evil.tar')])
  await node.left()
  const before = readdirSync(node.folder)
  for (const unprivileged of [true, false]) {
    for (const ignore of [false, true]) {
      const parameters = {
        vmid: 100,
        ostemplate: 'local:vztmpl/evil.tar',
        ostype: 'unmanaged',
        unprivileged,
        rootfs: { volume: 'local:0' },
      }
      const ended = await node.request('POST', '', { ...parameters, 'ignore-unpack-errors': ignore })
      if (!ignore) {
        assert.match(String(ended), /unpacking template 'local:vztmpl\/evil.tar' failed: /)
        assert.deepEqual(await node.left(), nothing)
        continue
      }
      assert.match(String(ended), /^WARNINGS: \d+$/, node.logs.join('\n'))
      const root = join(node.folder, 'var/lib/vz/images/100/subvol-100-disk-0.subvol')
      assert.deepEqual(readdirSync(node.folder), before)
      assert.equal(lstatSync(join(root, 'way')).isSymbolicLink(), true)
      assert.deepEqual(readdirSync(join(root, 'dev')), [])
      assert.equal(await node.request('DELETE', '/{vmid}', { vmid: 100 }), 'OK')
    }
  }
})
