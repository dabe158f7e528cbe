/** Lists of no guest, and of ten thousand: each says what to do first, and stays quick. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { MeasuredPage } from '../bench/measured-page.ts'
import { openBrowser } from './browser.ts'
import { FakeProduct } from './fake/fake-product.ts'

/** Milliseconds of CPU; machines that test are slow: these are for what has no end, `npm run bench` has the figures. */
const quick = 1500

let browser: Browser
before(async () => {
  browser = await openBrowser()
})
after(() => browser?.close())

async function withGuests(guests: number, use: (measured: MeasuredPage, product: FakeProduct) => Promise<void>): Promise<void> {
  await using product = new FakeProduct({ guests, nodes: 32 })
  await product.start()
  await using measured = await MeasuredPage.open(browser, product.url)
  await use(measured, product)
}

test('where there is no guest yet, lists, overview and tree say what to do first', async () => {
  await withGuests(0, async ({ page }, { url }) => {
    await page.goto(url)
    await page.getByRole('button', { name: 'Create the first virtual machine' }).waitFor()
    await page.goto(`${url}/guests`)
    await page.locator('main').getByText('There is no guest yet.').waitFor()
    await page
      .locator('main')
      .getByRole('button', { name: /virtual machine|VM/i })
      .first()
      .waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search everything' }).fill('virtual')
    await page
      .getByRole('option', { name: /virtual machine/i })
      .first()
      .waitFor()
  })
})

test('the palette finds one of ten thousand guests while it is typed', async () => {
  await withGuests(10_000, async (measured, { url }) => {
    const { page } = measured
    await measured.load(`${url}/guests`, '[role=grid] [role=row][aria-rowindex="2"]')
    const cost = await measured.work(async () => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search everything' }).waitFor()
      await page.keyboard.type('10099', { delay: 50 })
      await page.getByRole('option', { name: /10099/ }).first().waitFor()
    })
    assert.ok(cost < quick, `${cost} ms`)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/guests/10099')
  })
})

test('ten thousand guests are selected at once; what would happen to each is told without making all the rows', async () => {
  await withGuests(10_000, async (measured, { url }) => {
    const { page } = measured
    await measured.load(`${url}/guests`, '[role=grid] [role=row][aria-rowindex="2"]')
    const select = await measured.work(() => page.getByRole('columnheader').getByRole('checkbox').click())
    await page.getByText('10000 of 10000 selected').or(page.getByText('10,000 of 10,000 selected')).waitFor()
    const open = await measured.work(async () => {
      await page
        .locator('main')
        .getByRole('button', { name: /^Start/ })
        .first()
        .click()
      await page.getByText(/It will run for [\d,]+ of 10,?000 guests/).waitFor()
    })
    const rows = await page.getByRole('region', { name: 'What will happen' }).locator('tbody tr').count()
    assert.ok(select < quick, `selecting: ${select} ms`)
    assert.ok(open < quick, `preflight: ${open} ms`)
    assert.ok(rows <= 300, `${rows} rows`)
  })
})

test('the tree of ten thousand guests is grouped by tag, pool and status, folded and walked quickly', async () => {
  await withGuests(10_000, async (measured, { url }) => {
    const { page } = measured
    await measured.load(`${url}/guests`, '[role=grid] [role=row][aria-rowindex="2"]')
    for (const [group, first] of [
      ['By tag', /backup/],
      ['By pool', /billing/],
      ['By status', /running|stopped/i],
    ] as const) {
      const cost = await measured.work(async () => {
        await page.getByLabel('Group the tree').selectOption(group)
        await page.getByRole('treeitem', { name: first }).first().waitFor()
      })
      const walk = await measured.work(async () => {
        await page.getByRole('tree').focus()
        for (const key of ['End', 'Home', 'ArrowLeft', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
      })
      assert.ok(cost < quick && walk < quick, `${group}: ${cost} ms, ${walk} ms`)
      assert.ok((await page.getByRole('treeitem').count()) < 200, 'only lines that are seen are made')
    }
  })
})
