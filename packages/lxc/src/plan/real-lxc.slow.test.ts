import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { goldenFacts } from '../testing/golden-facts.ts'
import { cannotRun } from '../testing/hand-made-container.ts'
import { planContainer } from './plan-container.ts'
import { readConfig } from './read-config.ts'

const folder = new URL('golden/', import.meta.url)
const samples = readdirSync(folder).filter(file => file.endsWith('.conf'))

test('LXC reads the config of every sample, and finds in it what is written', { skip: cannotRun() }, t => {
  const path = mkdtempSync(join(tmpdir(), 'quorate-lxc-'))
  t.after(() => rmSync(path, { recursive: true }))
  mkdirSync(join(path, '100'))
  const ask = (config: string, key: string) => {
    writeFileSync(join(path, '100/config'), config)
    // Without the option LXC tells what it cannot read and goes on.
    const said = execFileSync('lxc-info', ['-P', path, '-n', '100', '-c', key], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    return said.slice(`${key} =`.length).trim()
  }
  for (const name of samples) {
    const { config, raw } = readConfig(100, parseGuestConfig(readFileSync(new URL(name, folder), 'utf8')).current)
    const known = raw.filter(([key]) => key !== 'lxc.unknown.to.us')
    const plan = planContainer(config, known, goldenFacts(name.replace(/\.conf$/, '')))
    assert.equal(ask(plan.config, 'lxc.rootfs.path'), '/var/lib/lxc/100/rootfs', name)
    assert.equal(ask(plan.config, 'lxc.uts.name'), plan.hostname, name)
    assert.equal(ask(plan.config, 'lxc.hook.post-stop'), '/run/quorate/lxc/100.end', name)
    for (const { index, name: inside } of plan.nics) assert.equal(ask(plan.config, `lxc.net.${index}.name`), inside, name)
    const lines = (key: string) => plan.config.split('\n').filter(line => line.startsWith(`${key} = `)).length
    assert.equal(ask(plan.config, 'lxc.mount.entry').split('\n').filter(Boolean).length, lines('lxc.mount.entry'), name)
    assert.equal(ask(plan.config, 'lxc.idmap').split('\n').filter(Boolean).length, lines('lxc.idmap'), name)
  }
  assert.throws(() => ask('lxc.no.such.key = 1\n', 'lxc.uts.name'))
})
