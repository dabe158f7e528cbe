import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { environmentConfig, environmentFor, readEnvironment } from './program-environment.ts'

const refusal = (given: string[]) => {
  try {
    readEnvironment(given)
  } catch (error) {
    return (error as Failure).errors?.env
  }
  return undefined
}

test('variables are read, and a refusal repeats no value', () => {
  assert.deepEqual(readEnvironment(['A=1', 'B_2= x=y "z" ', 'C=']), { A: '1', B_2: ' x=y "z" ', C: '' })
  assert.equal(refusal(['A=1', 'hunter2']), 'variable 2 is not of the form name=value')
  assert.equal(refusal(['2A=x']), 'variable 1 is not of the form name=value')
  assert.equal(refusal(['A=hunter\n2']), 'the value of A holds a line break')
  assert.equal(refusal(['A=\0']), 'the value of A holds a line break')
  assert.equal(refusal(Array.from({ length: 257 }, (_, at) => `A${at}=`)), 'more than 256 variables')
})

test('they come behind what a login sets, in a config that has all of the container’s', () => {
  const account = { name: 'bob', uid: 1000, gid: 1001, home: '/home/bob', shell: '' }
  assert.equal(
    environmentConfig('/var/lib/lxc/100/config', environmentFor(account, { HOME: '/srv', KEY: 'a "b"' })),
    [
      'lxc.include = /var/lib/lxc/100/config',
      'lxc.environment = "HOME=/srv"',
      'lxc.environment = "USER=bob"',
      'lxc.environment = "LOGNAME=bob"',
      'lxc.environment = "SHELL=/bin/sh"',
      'lxc.environment = "KEY=a "b""',
      '',
    ].join('\n'),
  )
})
