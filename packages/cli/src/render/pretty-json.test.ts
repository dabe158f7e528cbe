import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prettyJson } from './pretty-json.ts'

test('JSON for reading has the form that scripts grep for', () => {
  const answer = {
    'out-data': 'a "b"\n',
    exited: 1,
    exitcode: 0,
    none: undefined,
    list: [{ ip: '::1' }, 2],
    empty: [],
    nothing: {},
    null: null,
  }
  assert.equal(
    prettyJson(answer),
    `{
   "empty" : [],
   "exitcode" : 0,
   "exited" : 1,
   "list" : [
      {
         "ip" : "::1"
      },
      2
   ],
   "nothing" : {},
   "null" : null,
   "out-data" : "a \\"b\\"\\n"
}
`,
  )
  assert.deepEqual(JSON.parse(prettyJson(answer)), JSON.parse(JSON.stringify(answer)))
  assert.equal(prettyJson('thawed'), '"thawed"\n')
})
