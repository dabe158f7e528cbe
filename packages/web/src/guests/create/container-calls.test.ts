import assert from 'node:assert/strict'
import { test } from 'node:test'
import { containerCalls } from './container-calls.ts'
import { newContainer, newMount, type ContainerValues } from './container-values.ts'

const place = { node: 'pve', roots: 'local', templates: 'local', bridge: 'vmbr0' }
const values = (change: Partial<ContainerValues>): ContainerValues => ({ ...newContainer(place), vmid: '200', hostname: 'app', ...change })

test('a container from a template that is there', () => {
  const [call, ...others] = containerCalls(
    values({ template: 'local:vztmpl/debian.tar.zst', password: 'hello', mounts: [newMount('local', '/data')] }),
  )
  assert.equal(others.length, 0)
  assert.deepEqual(call?.request, {
    method: 'POST',
    path: '/nodes/pve/lxc',
    body: {
      ostemplate: 'local:vztmpl/debian.tar.zst',
      rootfs: 'local:8',
      mp0: 'local:8,mp=/data,backup=1',
      cores: 1,
      memory: 512,
      swap: 512,
      net0: 'name=eth0,bridge=vmbr0,firewall=1,ip=dhcp',
      unprivileged: true,
      features: 'nesting=1',
      password: 'hello',
      start: true,
      vmid: 200,
      hostname: 'app',
    },
  })
  assert.equal(call?.shown.body?.password, '…')
})

test('a template that is not there is fetched once, before all', () => {
  const [download, ...creates] = containerCalls(values({ download: 'debian-12.tar.zst', count: '2' }))
  assert.deepEqual(download?.request, {
    method: 'POST',
    path: '/nodes/pve/aplinfo',
    body: { storage: 'local', template: 'debian-12.tar.zst' },
  })
  assert.deepEqual(
    creates.map(call => [call.request.body?.ostemplate, call.request.body?.vmid, call.request.body?.hostname]),
    [
      ['local:vztmpl/debian-12.tar.zst', 200, 'app-1'],
      ['local:vztmpl/debian-12.tar.zst', 201, 'app-2'],
    ],
  )
})
