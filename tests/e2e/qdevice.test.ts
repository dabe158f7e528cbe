/** A cluster of two with a third machine that breaks ties: set up, in use, and removed, on whole machines of a lab. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { formCluster } from '../../packages/testing/src/lab/form-cluster.ts'
import { deviceNumber as device } from '../../packages/testing/src/lab/lab.ts'
import { startLab } from '../../packages/testing/src/lab/start-lab.ts'
import { until } from '../until.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'
const serverFolder = '/etc/corosync/qnetd/nssdb'

test(
  'two nodes and a quorum device: one of them goes on alone, and without the device it does not',
  { skip, timeout: 600_000 },
  async t => {
    await using lab = await startLab({ nodes: 2, cluster: false, qdevice: true })
    await formCluster(lab)
    const begun = performance.now()
    const passed = (what: string) => t.diagnostic(`${what} after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    const pvesh = async (...words: string[]) => JSON.parse((await lab.must(1, ['pvesh', ...words, '--output-format', 'json'])) || 'null')
    const votes = async (node: number) => Number(/^Total votes: +(\d+)/m.exec((await lab.exec(node, ['pvecm', 'status'])).out)?.[1])
    const there = (path: string) => `${lab.root(device)}${path}`
    const base64 = (path: string) => readFileSync(there(path)).toString('base64')
    // What `pvecm qdevice setup` does, with copies in the place of ssh.
    const authority = base64(`${serverFolder}/qnetd-cacert.crt`)
    const { cluster, request } = await pvesh('create', '/cluster/config/qdevice/request', '--authority', authority)
    writeFileSync(there('/tmp/request'), Buffer.from(request, 'base64'))
    await lab.must(device, ['corosync-qnetd-certutil', '-s', '-c', '/tmp/request', '-n', cluster])
    const certificate = base64(`${serverFolder}/cluster-${cluster}.crt`)
    const files = ['--authority', authority, '--certificate', certificate]
    await pvesh('create', '/cluster/config/qdevice', '--host', lab.address(device), ...files)
    for (const node of lab.nodes) await until(`the device votes on n${node}`, async () => (await votes(node)) === 3, { seconds: 90 })
    passed('set up')
    await until('the state of the device is told', async () => (await pvesh('get', '/cluster/config/qdevice')).State === 'Connected')
    assert.match(
      (await lab.exec(1, ['pvecm', 'addnode', 'n9', '--new_node_ip', '192.0.2.9'])).error,
      /while the cluster has a quorum device/,
    )

    await lab.kill(2)
    await until('the device votes for the one that is left', async () => (await votes(1)) === 2, { seconds: 90 })
    await until(
      'n1 writes alone',
      async () => (await lab.exec(1, ['pvesh', 'create', '/access/users', '--userid', 'joe@pve'])).code === 0,
      {
        seconds: 60,
      },
    )
    passed('one left')
    await lab.boot(2)
    await until('n2 is back', async () => (await votes(1)) === 3, { seconds: 90 })

    await lab.must(1, ['pvecm', 'qdevice', 'remove'])
    for (const node of lab.nodes) {
      await until(`the device is gone on n${node}`, async () => (await votes(node)) === 2, { seconds: 90 })
      await until(`its certificates are gone on n${node}`, () => !existsSync(`${lab.root(node)}/etc/corosync/qdevice`))
    }
    assert.deepEqual(await pvesh('get', '/cluster/config/qdevice'), {})
    passed('removed')
    await lab.kill(2)
    await until('without it one of two has no quorum', async () => /^Quorate: +No/m.test((await lab.exec(1, ['pvecm', 'status'])).out), {
      seconds: 60,
    })
  },
)
