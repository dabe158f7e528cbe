import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandsOf } from '@quorate/cli'
import { allEndpoints } from '@quorate/contract'
import { specialCommands } from '@quorate/contract/cli/special-commands'
import { toolNamed, toolNames } from './tools.ts'

const specs = await allEndpoints()
const names = (commands: readonly { words: readonly string[] }[]) => commands.map(command => command.words.join(' '))

for (const name of toolNames) {
  test(`the areas that ${name} loads hold all of its commands`, async () => {
    const declared = await toolNamed(name, '/nonexistent').declared()
    assert.deepEqual(names(declared), names(commandsOf(name, specs, specialCommands)))
  })
}

test('a tool works without the generated tables', async () => {
  const tool = toolNamed('pvesh', '/nonexistent')
  assert.equal(tool.table(), undefined)
  assert.ok((await tool.methods(false)).some(one => one.path === '/version'))
})

test('an unknown tool is refused', () => {
  assert.throws(() => toolNamed('vzctl', '/nonexistent'), /no tool 'vzctl'/)
})
