/** What menus offer, and a VM from its form to its removal, by keyboard alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../until.ts'
import { loginPage } from './browser.ts'
import { furnished } from './furnished.ts'
import { openerOf } from './opened-view.ts'
import { notThere, pages } from './views.ts'

const world = furnished()

const menuButtons = ':is(#main, header) [aria-haspopup=menu]:not(:disabled)'
const openMenu = '[role=menu]'
const items = `${openMenu} :is([role=menuitem], [role=menuitemcheckbox], [role=menuitemradio])`

/** Actions of the open menu that arrows have not come to. */
async function missedInMenu(page: Page): Promise<readonly string[]> {
  const count = await page.locator(items).count()
  const met = new Set<string>()
  const active = () => page.evaluate(() => document.activeElement?.closest('[role^=menuitem]')?.textContent ?? '')
  await until('the focus is in the menu', () => page.evaluate(() => document.activeElement?.closest('[role=menu]') !== null), {
    seconds: 10,
  })
  for (let step = 0; step <= count; step += 1) {
    met.add(await active())
    await page.keyboard.press('ArrowDown')
  }
  const all = await page.locator(items).allTextContents()
  return all.filter(text => !met.has(text))
}

test('every menu opens by key, arrows get to each of its actions, and Escape gives the focus back', async () => {
  const { page, done } = await loginPage(world.browser, world.product)
  const open = openerOf(page)
  const found: string[] = []
  const seen = new Set<string>()
  for (const address of Object.values(pages(world.furnishing)).flat()) {
    if (!(await open(address, 'main'))) {
      found.push(`${address} does not load`)
      continue
    }
    for (let at = 0; at < (await page.locator(menuButtons).count()); at += 1) {
      const button = page.locator(menuButtons).nth(at)
      const name = (await button.getAttribute('aria-label')) ?? (await button.textContent())
      const what = `${address}: ${name}`
      // The frame's own are the same everywhere; of rows' menus one is enough.
      const kind = `${await button.evaluate(element => (element.closest('header') ? 'frame' : location.pathname))} ${name}`
      if (seen.has(kind)) continue
      seen.add(kind)
      await button.focus()
      await page.keyboard.press('Enter')
      const opened = await page.waitForSelector(openMenu, { timeout: 10_000 }).catch(() => undefined)
      if (!opened) {
        found.push(`${what} does not open`)
        continue
      }
      found.push(...(await missedInMenu(page)).map(action => `${what}: no key gets to ${action}`))
      await page.keyboard.press('Escape')
      await page.waitForSelector(openMenu, { state: 'detached' })
      const back = () => page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup') === 'menu')
      await until('the focus is back', back, { seconds: 5 }).catch(() => found.push(`${what} keeps the focus`))
    }
  }
  assert.deepEqual(found, [])
  assert(seen.size > 8, `only ${[...seen].join(', ')} were there`)
  await done(...notThere)
})

/** Presses Tab until the focus is on what fits. */
async function tabTo(page: Page, what: string, selector: string, text?: string): Promise<void> {
  const there = () =>
    page.evaluate(
      ([wanted, name]) => {
        const element = document.activeElement
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
        const named = element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? ''
        return element?.matches(wanted ?? '') === true && (name === undefined || named.trim().startsWith(name))
      },
      [selector, text] as const,
    )
  for (let step = 0; step < 150; step += 1) {
    if (await there()) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not get to ${what}`)
}

/** Says what to do to the palette. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.waitForSelector('[role=dialog] [role=combobox]')
  await page.keyboard.type(words)
  await page.locator('[role=option][aria-selected=true]').waitFor()
  await page.waitForFunction(
    ([wanted]) =>
      document
        .querySelector('[role=option][aria-selected=true]')
        ?.textContent.toLowerCase()
        .includes((wanted ?? '').toLowerCase()),
    [words],
  )
  await page.keyboard.press('Enter')
}

test('a VM is made, started, stopped and removed by keyboard alone', async () => {
  const { page, done } = await loginPage(world.browser, world.product, { path: '/guests' })
  await page.locator('main [role=grid]').waitFor()
  await page.keyboard.press('c')
  await page.waitForSelector('aside[aria-label=Panel] input')
  const inPanel = 'aside[aria-label=Panel] '
  await tabTo(page, 'its name', `${inPanel}input`, 'Name')
  await page.keyboard.type('by-hand')
  await tabTo(page, 'its memory', `${inPanel}input[type=number]`, 'Memory')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('64')
  await tabTo(page, 'what is seldom changed', `${inPanel}summary`, 'Display, controller, virtualization')
  await page.keyboard.press('Enter')
  await tabTo(page, 'hardware virtualization', `${inPanel}input[type=checkbox]`, 'Hardware virtualization (KVM)')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'by-hand' }).waitFor()
  const vmid = Number(new URL(page.url()).pathname.split('/')[2])
  const config = `/nodes/${world.product.node}/qemu/${vmid}/config`
  assert.deepEqual(
    await until('it is made', async () => {
      const { lock, memory, kvm } = await world.product.ok('GET', config)
      return !lock && { memory, kvm }
    }),
    { memory: '64', kvm: 0 },
  )
  await command(page, 'start by-hand')
  await until(
    'it runs',
    async () => (await world.product.ok('GET', `/nodes/${world.product.node}/qemu/${vmid}/status/current`)).qmpstatus === 'running',
  )
  await command(page, 'stop by-hand')
  await until(
    'it is off',
    async () => (await world.product.ok('GET', `/nodes/${world.product.node}/qemu/${vmid}/status/current`)).status === 'stopped',
  )
  await tabTo(page, 'further actions', 'main button', 'More actions')
  await page.keyboard.press('Enter')
  await page.waitForSelector(openMenu)
  await page.keyboard.type('Remove')
  await page.waitForFunction(() => document.activeElement?.textContent === 'Remove')
  await page.keyboard.press('Enter')
  await page.waitForSelector('aside[aria-label=Panel]')
  await tabTo(page, 'what removes it', `${inPanel}button`, 'Remove')
  await page.keyboard.press('Enter')
  await until('it is gone', async () => (await world.product.api('GET', config)).status !== 200, { seconds: 60 })
  await done(new RegExp(`/qemu/${vmid}/`))
})
