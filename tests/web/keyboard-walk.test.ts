/** The interface without a pointer: all that can be used is reached, panels and sheets close and give the focus back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../until.ts'
import { loginPage } from './browser.ts'
import { furnished } from './furnished.ts'
import { openerOf } from './opened-view.ts'
import { notThere, pages, panelAddresses } from './views.ts'

const world = furnished()

/** Tab is pressed so often between two looks at where the focus is. */
const strideLength = 15
const longestWalk = 40

/** Goes through the page by Tab until it comes round, or out of the page; answers what was passed by. */
async function passedBy(page: Page, part: string): Promise<readonly string[]> {
  await page.evaluate(scope => {
    for (const element of document.querySelectorAll('[data-walked]')) delete (element as HTMLElement).dataset.walked
    document.querySelector<HTMLElement>(`${scope} h2[tabindex="-1"], ${scope}[tabindex="-1"]`)?.focus()
  }, part)
  const inside = () => page.evaluate(scope => document.activeElement?.closest(scope) !== null, part)
  for (let stride = 0; stride < longestWalk && (stride === 0 || (await inside())); stride += 1)
    for (let step = 0; step < strideLength; step += 1) await page.keyboard.press('Tab')
  return await page.evaluate(scope => {
    const controls =
      'button, a[href], input, select, textarea, summary, [role=tab], [role=menuitem], [role=treeitem], [role=grid], [tabindex="0"]'
    // Arrows go between what stands in these; Tab goes to one of it.
    const roving = '[role=grid], [role=tree], [role=tablist], [role=menu], [role=listbox], [role=radiogroup], [role=toolbar]'
    const walked = (element: Element | null) =>
      element !== null && (element.matches('[data-walked]') || element.querySelector('[data-walked]') !== null)
    const reached = (element: Element) =>
      walked(element) ||
      walked(element.closest(roving)) ||
      (element instanceof HTMLInputElement &&
        element.type === 'radio' &&
        [...document.querySelectorAll(`input[name="${element.name}"]`)].some(walked))
    return [...document.querySelectorAll(`${scope} :is(${controls})`)]
      .filter(
        element =>
          element.checkVisibility({ visibilityProperty: true }) &&
          !element.matches(
            ':disabled, [aria-hidden=true], [aria-hidden=true] *, [role=combobox] ~ * [tabindex="-1"], [role=combobox] ~ [tabindex="-1"]',
          ),
      )
      .filter(element => !reached(element))
      .map(element => element.outerHTML.slice(0, 200))
  }, part)
}

test('Tab, and arrows within lists, get to all that can be used in every view and panel', async () => {
  const { page, done } = await loginPage(world.browser, world.product)
  const open = openerOf(page)
  const found: string[] = []
  await page.evaluate(() => document.addEventListener('focusin', event => (event.target as Element).setAttribute('data-walked', '')))
  // Keys that are typed into a console are the guest's.
  const addresses = Object.values(pages(world.furnishing))
    .flat()
    .filter(address => !/shell|console\//.test(address))
  async function walk(address: string, part: string): Promise<void> {
    if (!(await open(address, part))) return void found.push(`${address} does not load`)
    // What came only while the walk was on its way is met the second time.
    if ((await passedBy(page, part)).length > 0) found.push(...(await passedBy(page, part)).map(html => `${address}: ${html}`))
  }
  for (const address of addresses) await walk(address, 'main')
  for (const address of panelAddresses(world.furnishing)) await walk(address, 'aside[aria-label=Panel]')
  assert.deepEqual(found, [])
  await done(...notThere)
})

test('Escape closes a panel, which gives the focus back to what opened it', async () => {
  const { page, done } = await loginPage(world.browser, world.product, { path: '/pools' })
  const panel = page.getByRole('complementary', { name: 'Panel' })
  const add = page.locator('main').getByRole('button', { name: /pool/i }).first()
  await add.focus()
  await page.keyboard.press('Enter')
  await panel.waitFor()
  await until('the focus is in the panel', () => panel.evaluate(element => element.contains(document.activeElement)))
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  assert(await add.evaluate(element => element === document.activeElement))
  await done()
})

test('the palette and the sheet of keys open by key, find, and close by Escape', async () => {
  const { page, done } = await loginPage(world.browser, world.product, { path: '/guests' })
  const grid = page.locator('main [role=grid]')
  await grid.focus()
  for (const [key, name] of [
    ['Control+k', 'Search everything'],
    ['?', 'Keyboard'],
  ] as const) {
    await page.keyboard.press(key)
    const dialog = page.getByRole('dialog', { name })
    await dialog.waitFor()
    await until(`the focus is in ${name}`, () => dialog.evaluate(element => element.contains(document.activeElement)))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert(await grid.evaluate(element => element === document.activeElement), `${name} gives the focus back`)
  }
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search everything' }).fill('golden')
  await page
    .getByRole('option', { name: /golden/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await until('the guest is shown', () => new URL(page.url()).pathname === '/guests/101')
  await done()
})

test('g and a letter go to every area', async () => {
  const { page, done } = await loginPage(world.browser, world.product, { path: '/settings' })
  for (const [key, path] of [
    ['g', '/guests'],
    ['n', '/nodes'],
    ['s', '/storage'],
    ['p', '/pools'],
    ['a', '/access'],
    ['c', '/cluster'],
    ['t', '/tasks'],
    ['o', '/'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await until(`g ${key} goes to ${path}`, () => new URL(page.url()).pathname === path)
  }
  await done()
})
