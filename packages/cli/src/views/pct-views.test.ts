import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pctViews } from './pct-views.ts'

const plain = { header: true, border: true, human: true, verbose: false }

test('containers are listed by their number in fixed columns', () => {
  const rows = [
    { vmid: 1000, status: 'stopped', name: 'db', lock: 'mounted' },
    { vmid: 101, status: 'running', name: 'web' },
  ]
  assert.equal(
    pctViews['pct list']?.(rows, plain),
    'VMID       Status     Lock         Name                \n' +
      '101        running                 web                 \n' +
      '1000       stopped    mounted      db                  \n',
  )
  assert.equal(pctViews['pct list']?.([], plain), '')
})

test('a config has a line for each setting, those of LXC last and in their order', () => {
  const config = {
    hostname: 'web',
    arch: 'amd64',
    digest: 'x',
    description: 'a\nb',
    lxc: [
      ['lxc.b', '2'],
      ['lxc.a', '1'],
    ],
  }
  assert.equal(pctViews['pct config']?.(config, plain), 'arch: amd64\ndescription: a%0Ab\nhostname: web\nlxc.b: 2\nlxc.a: 1\n')
})

test('file systems are shown in columns, with the used share as a fraction', () => {
  const gib = 2 ** 30
  const rows = [
    { key: 'rootfs', volume: 'local:100/vm-100-disk-0.raw', path: '/', total: 8 * gib, used: 2 * gib, avail: 5.5 * gib },
    { key: 'mp0', volume: '/srv', path: '/data', total: 0, used: 0, avail: 0 },
  ]
  assert.equal(
    pctViews['pct df']?.(rows, plain),
    'MP     Volume                      Size Used Avail Use% Path\n' +
      'rootfs local:100/vm-100-disk-0.raw 8.0G 2.0G  5.5G  0.3 /\n' +
      'mp0    /srv                        0.0B 0.0B  0.0B  0.0 /data\n',
  )
})
