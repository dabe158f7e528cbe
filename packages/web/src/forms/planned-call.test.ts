import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asCommand, asCurl, planned } from './planned-call.ts'

const call = planned('POST /nodes/{node}/qemu', { node: 'pve', vmid: 100, name: "it's", onboot: true })

test('a call can be run in the shell of the node', () => {
  assert.equal(asCommand(call), String.raw`pvesh create /nodes/pve/qemu --vmid 100 --name 'it'\''s' --onboot 1`)
})

test('a call can be sent by curl without a secret in it', () => {
  assert.match(asCurl(call, 'https://pve:8006'), /PVEAPIToken=\$TOKEN[\s\S]*https:\/\/pve:8006\/api2\/json\/nodes\/pve\/qemu$/)
})

test('a secret is sent and not shown', () => {
  const call = planned('PUT /nodes/{node}/qemu/{vmid}/config', { node: 'pve', vmid: 100, cipassword: 'hello1234' }, ['cipassword'])
  assert.equal(call.request.body?.cipassword, 'hello1234')
  assert.doesNotMatch(asCommand(call) + asCurl(call, 'https://pve'), /hello1234/)
})
