/** Every view and side panel in light and dark and on a phone: accessible by what axe finds, no wider than the screen, silent. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { checkout } from '../product.ts'
import { axeSource, faults, setTheme, tooWide } from './accessible.ts'
import { loginPage } from './browser.ts'
import { furnished } from './furnished.ts'
import { openerOf } from './opened-view.ts'
import { notThere, pages, panelAddresses, panels } from './views.ts'

const world = furnished()

interface Look {
  readonly phone: boolean
  readonly pages: boolean
  readonly panels: boolean
}

/** Looks at one view after the other; answers what is wrong. */
async function findings({ phone, ...wanted }: Look): Promise<readonly string[]> {
  const { page, done } = await loginPage(world.browser, world.product, { phone, dark: false })
  await page.evaluate(axeSource)
  const open = openerOf(page)
  const found: string[] = []
  async function look(address: string, part: string): Promise<void> {
    const add = (how: string, seen: readonly string[]) => found.push(...seen.map(fault => `${address} (${how}) ${fault}`))
    if (!(await open(address, part))) return void found.push(`${address} does not load`)
    if (phone) return void add('phone', [...(await faults(page, part)), ...(await tooWide(page))])
    add('light', await faults(page, part))
    await setTheme(page, 'dark')
    add('dark', await faults(page, part, ['color-contrast']))
    await setTheme(page, 'light')
  }
  await look('/settings', 'html')
  // What stands around the page on a desk has been seen by now.
  if (wanted.pages)
    for (const address of Object.values(pages(world.furnishing)).flat())
      await look(address, phone || address.startsWith('/console/') ? 'html' : 'main')
  if (wanted.panels) for (const address of panelAddresses(world.furnishing)) await look(address, 'aside[aria-label=Panel]')
  await done(...notThere)
  return found
}

test('no route of the router and no side panel is left out here', () => {
  const source = (file: string) => readFileSync(join(checkout, 'packages/web/src', file), 'utf8')
  const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name).toSorted()
  assert.deepEqual(Object.keys(pages(world.furnishing)).toSorted(), names(source('router.ts'), /^ {2}page\('([^']+)'/gm))
  assert.deepEqual(Object.keys(panels(world.furnishing)).toSorted(), names(source('shell/panels.ts'), /^ {2}'?([a-z-]+)'?: panel\(/gm))
})

describe('accessible by what axe finds', { concurrency: 3 }, () => {
  test('is every page on a desk, in light and in dark', async () =>
    assert.deepEqual(await findings({ phone: false, pages: true, panels: false }), []))
  test('is every side panel on a desk, in light and in dark', async () =>
    assert.deepEqual(await findings({ phone: false, pages: false, panels: true }), []))
  test('is every view on a phone, and fits it', async () =>
    assert.deepEqual(await findings({ phone: true, pages: true, panels: true }), []))
})
