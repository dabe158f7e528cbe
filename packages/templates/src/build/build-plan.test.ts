import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BuildRequest } from './build-request.ts'
import { distributions, findRelease, type DistributionName } from './distributions.ts'
import { finishEdits } from './finish-edits.ts'
import { machineAptOptions, machineArchives } from './machine-archives.ts'
import { mmdebstrapArguments } from './mmdebstrap-arguments.ts'
import { buildSources, finalSources } from './sources-list.ts'
import { templateName, templateTitle } from './template-name.ts'

function request(name: DistributionName, release: string, changes: Partial<BuildRequest> = {}): BuildRequest {
  const distribution = distributions[name]
  return {
    distribution,
    release: findRelease(distribution, release)!,
    variant: 'standard',
    architecture: 'amd64',
    archives: { main: 'http://mirror.lan/debian', security: 'http://mirror.lan/debian-security' },
    include: [],
    keyring: '/usr/share/keyrings/k.gpg',
    keepSources: false,
    aptOptions: [],
    ...changes,
  }
}

test('a release is found by codename, number and alias', () => {
  for (const name of ['bookworm', '12']) assert.equal(findRelease(distributions.debian, name)?.codename, 'bookworm')
  assert.equal(findRelease(distributions.debian, 'testing')?.codename, 'forky')
  assert.equal(findRelease(distributions.debian, undefined)?.codename, 'trixie')
  assert.equal(findRelease(distributions.ubuntu, '24.04')?.codename, 'noble')
  assert.equal(findRelease(distributions.debian, 'noble'), undefined)
})

test('packages come from the mirror, signed by the keyring, and the template names the public archive', () => {
  const plan = request('debian', '12')
  assert.equal(
    buildSources(plan),
    `deb [signed-by="/usr/share/keyrings/k.gpg"] http://mirror.lan/debian bookworm main
deb [signed-by="/usr/share/keyrings/k.gpg"] http://mirror.lan/debian bookworm-updates main
deb [signed-by="/usr/share/keyrings/k.gpg"] http://mirror.lan/debian-security bookworm-security main
`,
  )
  assert.match(finalSources(plan), /^deb http:\/\/deb\.debian\.org\/debian bookworm main\n/)
  assert.match(finalSources({ ...plan, keepSources: true }), /^deb http:\/\/mirror\.lan\/debian bookworm main\n/)
})

test('a mirror without security updates is used alone', () => {
  const plan = request('debian', 'bookworm', { archives: { main: 'http://mirror.lan/debian' } })
  assert.doesNotMatch(buildSources(plan), /security/)
  assert.match(finalSources(plan), /debian-security bookworm-security/)
})

test('what was asked for stands on the command line as single arguments, in a namespace of its own', () => {
  const files = { sources: '/b/s', aptOptions: '/b/a', dpkgOptions: '/b/d', archive: '/b/t' }
  const args = mmdebstrapArguments(request('debian', '12', { variant: 'minimal', include: ['nginx'] }), files)
  assert.deepEqual(args.slice(0, 9), [
    '--mount',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child=KILL',
    '--mount-proc',
    '--',
    'mmdebstrap',
  ])
  assert.deepEqual(args.slice(-4), ['--', 'bookworm', '/b/t', '/b/s'])
  assert.ok(args.includes('--include=systemd,systemd-sysv,iproute2,iputils-ping,netbase,procps,ifupdown,isc-dhcp-client,nginx'))
  assert.ok(!args.some(arg => /hook/.test(arg)))
})

test('the name tells distribution, release, variant, point release and revision', () => {
  const now = Date.UTC(2026, 0, 31)
  assert.equal(templateTitle(request('debian', '12'), '12.11\n', now), 'debian-12-standard_12.11')
  assert.equal(templateTitle(request('debian', 'sid'), 'forky/sid\n', now), 'debian-sid-standard_20260131')
  assert.equal(templateTitle(request('ubuntu', 'noble', { variant: 'minimal' }), undefined, now), 'ubuntu-24.04-minimal_24.04')
  const taken = new Set(['debian-12-standard_12.11-1_amd64.tar.zst', 'debian-12-standard_12.11-2_amd64.tar.zst'])
  assert.equal(templateName('debian-12-standard_12.11', 'amd64', taken), 'debian-12-standard_12.11-3_amd64.tar.zst')
})

test('what must not be the same in two containers is left out', () => {
  const { drop } = finishEdits(request('debian', '12'))
  const dropped = [
    'dev/null',
    'etc/machine-id',
    'etc/ssh/ssh_host_rsa_key',
    'etc/resolv.conf',
    'etc/apt/apt.conf.d/99mmdebstrap',
    'usr/sbin/policy-rc.d',
    'var/lib/apt/lists/x_InRelease',
    'var/log/apt/term.log',
    'tmp/x',
  ]
  assert.deepEqual(
    dropped.filter(path => !drop(path)),
    [],
  )
  const kept = ['dev', 'etc/ssh/sshd_config', 'var/lib/apt/lists/partial', 'usr/bin/env', 'tmp', 'etc/apt/sources.list.d', 'var/log/apt']
  assert.deepEqual(kept.filter(drop), [])
})

test('where the machine gets Debian from is read from both kinds of sources', () => {
  const records = `Types: deb\n# a comment\nURIs: http://mirror.lan/debian/\nSuites: bookworm bookworm-updates\nComponents: main contrib

Types: deb-src\nURIs: http://other/debian\nSuites: bookworm\nComponents: main

Enabled: no\nTypes: deb\nURIs: http://off/debian-security\nSuites: x\nComponents: main\n`
  const lines = '# deb http://no/debian a main\ndeb [arch=amd64 signed-by=/k] http://s.lan/debian-security bookworm-security main # x\n'
  const files = [
    { name: '/etc/apt/sources.list.d/debian.sources', text: records },
    { name: '/etc/apt/sources.list', text: lines },
    { name: '/etc/apt/sources.list.d/z.list', text: 'deb https://download.docker.com/linux/debian bookworm stable\n' },
  ]
  assert.deepEqual(machineArchives(files), { main: 'http://mirror.lan/debian', security: 'http://s.lan/debian-security' })
  assert.deepEqual(machineArchives([]), {})
  assert.deepEqual(machineArchives([{ name: 'a.list', text: 'deb http://u:p@h/debian x main\ndeb cdrom:[x]/debian x main\n' }]), {})
})

test('of the settings of apt only proxies and how times are checked are taken over', () => {
  const dump = `Acquire "";
Acquire::Check-Valid-Until "false";
Acquire::http::Proxy "http://proxy.lan:3142";
Acquire::http::Proxy::deb.lan "DIRECT";
Acquire::http::Proxy-Auto-Detect "/usr/bin/evil";
Acquire::https::Proxy "a\\"b";
DPkg::Post-Invoke:: "rm -rf /";
`
  assert.deepEqual(machineAptOptions(dump), [
    'Acquire::Check-Valid-Until "false";',
    'Acquire::http::Proxy "http://proxy.lan:3142";',
    'Acquire::http::Proxy::deb.lan "DIRECT";',
  ])
})
