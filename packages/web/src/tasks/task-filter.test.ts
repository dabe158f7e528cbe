import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noFilter, taskFilter, taskParameters, taskQuery } from './task-filter.ts'

test('a filter of tasks stands in the address and comes back from there', () => {
  const filter = { ...noFilter, type: 'qmstart', result: 'error', user: 'root@pam', since: '2026-01-31' }
  assert.equal(taskQuery(filter), 'type:qmstart result:error user:root@pam since:2026-01-31')
  assert.deepEqual(taskFilter(taskQuery(filter)), filter)
  assert.deepEqual(taskFilter('whatever cpu>5'), noFilter)
})

test('days go out whole, and what is half typed is not sent', () => {
  const day = { ...noFilter, since: '2026-01-31', until: '2026-01-31' }
  const { since = 0, until = 0 } = taskParameters(day)
  assert.equal(until - since, 86_399)
  assert.deepEqual(taskParameters({ ...noFilter, guest: '10', since: '2026-', result: 'odd' }), { source: 'all' })
  assert.deepEqual(taskParameters({ ...noFilter, guest: '100', result: 'error' }), { source: 'all', statusfilter: 'error', vmid: 100 })
})
