import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostResolver } from '@quorate/guest'
import { instanceId } from './instance-id.ts'
import { netmask, nicAddress } from './nic-address.ts'
import { generateSeed, seedPart } from './generate-seed.ts'
import { settingsOf } from './settings-of.ts'
import { sshKeys } from './ssh-keys.ts'

const facts = { vmid: 100, resolver: { nameservers: ['192.0.2.1'], searchDomains: ['node.example'] }, snippets: {} }

test('the format follows ostype unless citype says it', () => {
  assert.equal(settingsOf({}, facts).type, 'nocloud')
  assert.equal(settingsOf({ ostype: 'win10' }, facts).type, 'configdrive2')
  assert.equal(settingsOf({ ostype: 'win10', citype: 'nocloud' }, facts).type, 'nocloud')
  assert.equal(settingsOf({ ostype: 'l26', citype: 'opennebula' }, facts).type, 'opennebula')
})

test('the resolver of the node is taken only when the config says neither servers nor domains', () => {
  const names = (config: Parameters<typeof settingsOf>[0]) => {
    const { nameservers, searchDomains } = settingsOf(config, facts)
    return { nameservers, searchDomains }
  }
  assert.deepEqual(names({}), { nameservers: ['192.0.2.1'], searchDomains: ['node.example'] })
  assert.deepEqual(names({ nameserver: '198.51.100.1 198.51.100.2' }), {
    nameservers: ['198.51.100.1', '198.51.100.2'],
    searchDomains: [],
  })
  assert.deepEqual(names({ searchdomain: 'a.example' }), { nameservers: [], searchDomains: ['a.example'] })
})

test('servers that only the node itself can reach are not given to a guest', () => {
  const text =
    '# by systemd\nnameserver 127.0.0.53\nnameserver 192.0.2.7\nnameserver ::1\ndomain old\nsearch a.example b.example\noptions edns0\n'
  assert.deepEqual(hostResolver(text), { nameservers: ['192.0.2.7'], searchDomains: ['a.example', 'b.example'] })
  assert.deepEqual(hostResolver(''), { nameservers: [], searchDomains: [] })
})

test('a clone with the same settings counts as another machine, and other contents as a new one', async () => {
  const one = settingsOf({ smbios1: { uuid: 'a' }, name: 'web' }, facts)
  const other = settingsOf({ smbios1: { uuid: 'b' }, name: 'web' }, facts)
  const meta = (settings: typeof one) => seedPart(settings, 'meta')
  assert.equal(await meta(one), await meta({ ...one }))
  assert.notEqual(await meta(one), await meta(other))
  assert.notEqual(await meta(one), await meta({ ...one, upgrade: false }))
  assert.notEqual(instanceId(one, []), instanceId({ ...one, snippets: { vendor: '#cloud-config' } }, []))
  const windows = settingsOf({ ostype: 'win11', cipassword: 'one' }, facts)
  assert.notEqual(JSON.parse(await meta(windows)).uuid, JSON.parse(await meta({ ...windows, password: 'two' })).uuid)
})

test('a prefix length is written as a mask', () => {
  assert.deepEqual([0, 8, 20, 25, 30, 32].map(netmask), [
    '0.0.0.0',
    '255.0.0.0',
    '255.255.240.0',
    '255.255.255.128',
    '255.255.255.252',
    '255.255.255.255',
  ])
})

test('an address without a prefix length is refused by the name of its key', () => {
  assert.throws(() => nicAddress('ipconfig3', '192.0.2.1', undefined), { message: /^ipconfig3: '192\.0\.2\.1' is no address/ })
})

test('keys that are not URL-encoded are refused', () => {
  assert.throws(() => sshKeys('ssh-rsa %zz'), { message: /^sshkeys: / })
})

test('an opennebula image has no place for other snippets than the user data, and says so', async () => {
  const settings = { ...settingsOf({ citype: 'opennebula' }, facts), snippets: { network: 'x' } }
  await assert.rejects(generateSeed(settings), { message: /cicustom: citype opennebula takes 'user' only/ })
})
