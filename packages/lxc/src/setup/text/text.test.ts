import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IniText } from './ini-text.ts'
import { outsideSection, withSection } from './pve-section.ts'
import { withVariables } from './variables.ts'

const section = (...lines: string[]) => ['# --- BEGIN PVE ---', ...lines, '# --- END PVE ---'].join('\n')

test('a section stays where it is and all around it stays as it was', () => {
  const text = `first\r\n${section('old')}\r\n  last`
  assert.equal(withSection(text, ['new'], 'first'), `first\r\n${section('new')}\n  last`)
  assert.equal(withSection(text, [], 'first'), 'first\r\n  last')
  assert.equal(outsideSection(text), 'first\r\n  last')
})

test('a new section stands at its place, also in an empty file and in one whose last line does not end', () => {
  assert.equal(withSection(undefined, ['a'], 'first'), `${section('a')}\n`)
  assert.equal(withSection('x', ['a'], 'last'), `x\n${section('a')}\n`)
  assert.equal(withSection('x\n', ['a'], 'first'), `${section('a')}\nx\n`)
  assert.equal(withSection('x', [], 'first'), 'x')
})

test('what an older set-up wrote without markers gives way to a section that says the same', () => {
  assert.equal(withSection('192.0.2.1\tct1  ct\n\nx\n', ['192.0.2.1 ct1 ct'], 'last'), `\nx\n${section('192.0.2.1 ct1 ct')}\n`)
})

test('a section that does not end takes nothing with it', () => {
  assert.equal(withSection('# --- BEGIN PVE ---\nmine\n', ['a'], 'last'), `${section('a')}\nmine\n`)
})

test('variables are replaced where they stand, others and comments stay', () => {
  const text = '# card\nNAME=main\nIPADDR=1\nZONE=x\nexport GATEWAY=2\n'
  const lines = ['IPADDR=3', 'NETMASK=4']
  assert.equal(withVariables(text, new Set(['IPADDR', 'NETMASK', 'GATEWAY']), lines), '# card\nNAME=main\nIPADDR=3\nNETMASK=4\nZONE=x\n')
  assert.equal(withVariables(undefined, new Set(['A']), ['A=1']), 'A=1\n')
  assert.equal(withVariables('B=2', new Set(['A']), ['A=1']), 'B=2\nA=1\n')
})

test('keys of a section are replaced where they stand, in every section of the name', () => {
  const file = new IniText(
    '# mine\r\n[Network]\r\nLLMNR=no\r\nDHCP=yes\r\n# end\r\n\r\n[Other]\r\nDHCP=1\r\n\r\n[Network]\r\nDHCP=both\r\n',
  )
  file.set('Network', ['DHCP'], ['DHCP = no'])
  assert.equal(file.toString(), '# mine\n[Network]\nLLMNR=no\nDHCP = no\n# end\n\n[Other]\nDHCP=1\n')
  assert.equal(file.get('Network', 'LLMNR'), 'no')
})

test('sections are made at the end with a blank line before, and go when nothing is left of them', () => {
  const file = new IniText()
  file.set('Match', ['Name'], ['Name = eth0'])
  file.set('Link', ['MTUBytes'], ['MTUBytes = 1400'])
  assert.equal(file.toString(), '[Match]\nName = eth0\n\n[Link]\nMTUBytes = 1400\n')
  file.set('Link', ['MTUBytes'], [])
  assert.equal(file.toString(), '[Match]\nName = eth0\n')
})
