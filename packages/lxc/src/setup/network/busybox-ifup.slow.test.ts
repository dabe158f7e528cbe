import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseTree } from '../../testing/tree-text.ts'
import { sampleSettings } from '../../testing/sample-settings.ts'
import { setupAtStart } from '../setup.ts'

const has = spawnSync('busybox', ['ifup', '--help']).status === 0

test("busybox' ifup reads every file that is written for it", { skip: has ? false : 'no busybox with ifup here' }, t => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-ifup-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, settings] of Object.entries(sampleSettings)) {
    const tree = parseTree('==> /etc/alpine-release\n3.9.4\n==> /sbin/ifup -> /bin/busybox\n')
    tree.apply(setupAtStart(tree, settings))
    const file = join(folder, name)
    writeFileSync(file, tree.read('/etc/network/interfaces') ?? '')
    const { status, stdout, stderr } = spawnSync('busybox', ['ifup', '-n', '-f', '-a', '-i', file], { encoding: 'utf8' })
    assert.equal(status, 0, `${name}: ${stderr}`)
    for (const { ip, gw } of settings.nets) {
      if (ip === '192.0.2.10/24') assert.match(stdout, /ip addr add 192\.0\.2\.10\/24 dev eth0/)
      if (gw !== undefined) assert.match(stdout, new RegExp(`default via ${gw}`))
    }
  }
})
