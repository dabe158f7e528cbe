import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrast, hashedColour, hexOf, parseColourMap, tagColours, type Rgb } from './tag-colour.ts'

const names = Array.from({ length: 2000 }, (_, index) => `tag-${index}`)
const white: Rgb = [255, 255, 255]
/** Surface of the dark theme. */
const dark: Rgb = [0x1b, 0x21, 0x29]

test('contrast is that of WCAG', () => {
  assert.equal(contrast(white, [0, 0, 0]), 21)
  assert.equal(Math.round(contrast([0x77, 0x77, 0x77], white) * 100) / 100, 4.48)
})

test('the text of every tag can be read on its colour', () => {
  const least = Math.min(...names.map(name => tagColours(name, new Map())).map(({ background, text }) => contrast(background, text)))
  assert.ok(least >= 4.5, String(least))
})

test('every colour stands out from a white page and from a dark one', () => {
  for (const name of names) {
    const colour = hashedColour(name)
    assert.ok(contrast(colour, white) >= 3, `${name} on white`)
    assert.ok(contrast(colour, dark) >= 3, `${name} on dark`)
  }
})

test('names have many colours, each always the same and whatever its case', () => {
  assert.ok(new Set(names.map(name => hexOf(hashedColour(name)))).size > 1000)
  assert.deepEqual(hashedColour('Prod'), hashedColour('prod'))
})

test('colours that were set win; without a colour of the text the readable one is taken', () => {
  const set = parseColourMap('prod:ff0000:ffff00;lab:00ff88')
  assert.deepEqual(tagColours('prod', set), { background: [255, 0, 0], text: [255, 255, 0] })
  assert.deepEqual(tagColours('lab', set), { background: [0, 255, 136], text: [0, 0, 0] })
})
