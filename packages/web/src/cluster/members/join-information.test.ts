import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJoinInformation, encodeJoinInformation } from './join-information.ts'

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
const told = {
  config_digest: '0'.repeat(40),
  preferred_node: 'b',
  totem: { cluster_name: 'prüfung', version: '2' },
  nodelist: [
    { name: 'a', nodeid: 1, pve_addr: '192.0.2.1', pve_fp: 'CD', quorum_votes: 1, ring0_addr: '192.0.2.1' },
    {
      name: 'b',
      nodeid: 2,
      pve_addr: '192.0.2.2',
      pve_fp: fingerprint,
      quorum_votes: 1,
      ring0_addr: '192.0.2.2',
      ring3_addr: '198.51.100.2',
    },
  ],
}

test('what one node tells is what another one reads, of the node that was asked', () => {
  assert.deepEqual(decodeJoinInformation(encodeJoinInformation(told)), {
    ipAddress: '192.0.2.2',
    fingerprint,
    clusterName: 'prüfung',
    peerLinks: { 0: '192.0.2.2', 3: '198.51.100.2' },
  })
})

test('the text has the keys that other tools know', () => {
  const text = JSON.parse(Buffer.from(encodeJoinInformation(told), 'base64').toString()) as object
  assert.deepEqual(Object.keys(text), ['ipAddress', 'fingerprint', 'peerLinks', 'ring_addr', 'totem'])
})

test('line breaks of a mail do no harm, and addresses may come as a list alone', () => {
  const text = Buffer.from(JSON.stringify({ ipAddress: '192.0.2.2', fingerprint, ring_addr: ['192.0.2.2'], totem: {} })).toString('base64')
  assert.deepEqual(decodeJoinInformation(` ${text.slice(0, 20)}\n${text.slice(20)} `)?.peerLinks, { 0: '192.0.2.2' })
})

test('anything else is refused, and never half taken', () => {
  for (const text of ['', 'no', btoa('null'), btoa('{"ipAddress":"192.0.2.2"}'), btoa(`{"fingerprint":"${fingerprint}"}`)])
    assert.equal(decodeJoinInformation(text), undefined, text)
})

test('a node that is not in the list tells nothing', () => {
  assert.equal(encodeJoinInformation({ ...told, preferred_node: 'x' }), '')
})
