import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkParameters, nearestAddress, nextLink } from './link-values.ts'

test('links become parameters, with their priority where one was typed', () => {
  const links = [
    { link: 0, address: '192.0.2.1', priority: '' },
    { link: 2, address: '198.51.100.1', priority: ' 20 ' },
    { link: 3, address: '', priority: '' },
  ]
  assert.deepEqual(linkParameters(links), { link0: '192.0.2.1', link2: 'address=198.51.100.1,priority=20' })
  assert.equal(nextLink(links), 1)
})

test('the own address in the network of a peer is offered first', () => {
  const own = ['192.0.2.7', '10.1.0.7', '10.1.2.7', '2001:db8::7']
  assert.equal(nearestAddress(own, '10.1.2.99'), '10.1.2.7')
  assert.equal(nearestAddress(own, '2001:db8::99'), '2001:db8::7')
  assert.equal(nearestAddress(own, 'node.example'), '192.0.2.7')
  assert.equal(nearestAddress([], '10.1.2.99'), undefined)
})
